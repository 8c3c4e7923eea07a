"""What people say of personas (`personas.yaml`): names, wishes and worries of found ones, and ones of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from resa.mapping import settings

FILE = "personas.yaml"
FIT_FILE = "personas-fit.yaml"
BEFORE_FILE = "personas-fit-before.yaml"
TEXTS = ("name", "occupation", "age", "quote")
LISTS = ("interests", "goals", "challenges", "values", "needs")


@dataclass(frozen=True, slots=True)
class Described:
    """What people say of one persona. `claims` lead from a trait to its level; only a workshop's persona has any.

    `said_by` tells who said it, by the field ("goals", "claims"), where that is known.
    """

    id: str
    name: str | None = None
    occupation: str | None = None
    age: str | None = None
    quote: str | None = None
    interests: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    claims: Mapping[str, str] = field(default_factory=dict)
    said_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Everything said about it, as pairs of what and text, in a fixed order."""
        one = [(name, getattr(self, name)) for name in ("occupation", "age") if getattr(self, name)]
        many = [(name, text) for name in LISTS for text in getattr(self, name)]
        return [*one, *many, *([("quote", self.quote)] if self.quote else [])]

    def entry(self) -> dict[str, Any]:
        """Returns what the settings file says of it."""
        pairs = ((each.name, getattr(self, each.name)) for each in fields(self) if each.name != "id")
        plain = {key: list(told) if isinstance(told, tuple) else told for key, told in pairs if told}
        return {key: dict(told) if isinstance(told, Mapping) else told for key, told in plain.items()}

    def plain(self) -> dict[str, Any]:
        """Returns the words said of it and its claims, every field named."""
        told: dict[str, Any] = {name: getattr(self, name) for name in TEXTS}
        return {**told, **{name: list(getattr(self, name)) for name in LISTS}, "claims": dict(self.claims)}


def read_personas(text: str, *, where: str = FILE) -> tuple[Described, ...]:
    """Returns what a settings file says of personas; raises `SettingsError` with every fault.

    >>> read_personas("app-first: {name: Maja, goals: [a jacket that lasts]}")[0].goals
    ('a jacket that lasts',)
    """
    found = settings.read(text, where=where)
    faults: list[str] = []
    personas = [_described(str(name), entry, faults=faults) for name, entry in found.items()]
    settings.complain(faults, where=where)
    return tuple(personas)


def write_personas(personas: Sequence[Described]) -> str:
    """Returns the settings file that says the same."""
    return settings.write({one.id: one.entry() for one in personas})


def read_entry(name: str, entry: Any) -> Described:
    """Returns what an entry of the settings file says of one persona; raises `SettingsError` with every fault."""
    faults: list[str] = []
    found = _described(name, entry, faults=faults)
    settings.complain(faults, where=name)
    return found


def with_described(known: Sequence[Described], one: Described) -> tuple[Described, ...]:
    """Returns the personas with that one in the place of one of the same id."""
    kept = [one if other.id == one.id else other for other in known]
    return tuple(kept) if any(other.id == one.id for other in known) else (*kept, one)


def without_described(known: Sequence[Described], name: str) -> tuple[Described, ...]:
    """Returns the personas without what is said of that one."""
    return tuple(one for one in known if one.id != name)


_KEYS = frozenset({*TEXTS, *LISTS, "claims", "said_by"})


def _described(name: str, entry: Any, *, faults: list[str]) -> Described:
    if not isinstance(entry, dict):
        faults.append(f"{name}: expected what is said of it, such as {{name: Maja}}, got {entry!r}")
        return Described(name)
    faults += settings.unexpected(entry, expected=_KEYS, at=name)
    told: dict[str, Any] = {key: str(entry[key]) for key in TEXTS if entry.get(key) is not None}
    told |= {key: _list(entry.get(key), at=f"{name}.{key}", faults=faults) for key in LISTS}
    claims = _pairs(entry.get("claims"), like="traits with their levels, such as {orders: high}",
                    at=f"{name}.claims", faults=faults)  # fmt: skip
    by = _pairs(entry.get("said_by"), like="who said what, such as {goals: Maja}", at=f"{name}.said_by", faults=faults)
    return Described(name, **told, claims=claims, said_by=by)


def _pairs(found: Any, *, like: str, at: str, faults: list[str]) -> dict[str, str]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        faults.append(f"{at}: expected {like}, got {found!r}")
        return {}
    nested = [key for key, one in found.items() if isinstance(one, dict | list)]
    faults += [f"{at}.{key}: expected one word or number, got {found[key]!r}" for key in nested]
    return {str(key): str(one) for key, one in found.items() if one is not None and key not in nested}


def _list(found: Any, *, at: str, faults: list[str]) -> tuple[str, ...]:
    if found is None:
        return ()
    if isinstance(found, dict):
        faults.append(f"{at}: expected a text or a list of texts, got {found!r}")
        return ()
    return tuple(str(one) for one in found) if isinstance(found, list) else (str(found),)
