"""What people say of personas (`personas.yaml`): names, wishes and worries of found ones, and ones of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from resa.mapping import settings

FILE = "personas.yaml"
FIT_FILE = "personas-fit.yaml"
TEXTS = ("name", "occupation", "age", "quote")
LISTS = ("interests", "goals", "challenges", "values", "needs")


@dataclass(frozen=True, slots=True)
class Described:
    """What people say of one persona. `claims` lead from a trait to its level; only a workshop's persona has any."""

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

    @property
    def told(self) -> list[tuple[str, str]]:
        """Everything said about it, as pairs of what and text, in a fixed order."""
        one = [(name, getattr(self, name)) for name in ("occupation", "age") if getattr(self, name)]
        many = [(name, text) for name in LISTS for text in getattr(self, name)]
        return [*one, *many, *([("quote", self.quote)] if self.quote else [])]


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
    return settings.write({one.id: _entry(one) for one in personas})


def with_described(known: Sequence[Described], one: Described) -> tuple[Described, ...]:
    """Returns the personas with that one in the place of one of the same id."""
    kept = [one if other.id == one.id else other for other in known]
    return tuple(kept) if any(other.id == one.id for other in known) else (*kept, one)


_KEYS = frozenset({*TEXTS, *LISTS, "claims"})


def _described(name: str, entry: Any, *, faults: list[str]) -> Described:
    if not isinstance(entry, dict):
        faults.append(f"{name}: expected what is said of it, such as {{name: Maja}}, got {entry!r}")
        return Described(name)
    faults += settings.unexpected(entry, expected=_KEYS, at=name)
    told: dict[str, Any] = {key: str(entry[key]) for key in TEXTS if entry.get(key) is not None}
    told |= {key: _list(entry.get(key), at=f"{name}.{key}", faults=faults) for key in LISTS}
    claims = entry.get("claims") or {}
    if not isinstance(claims, dict):
        faults.append(f"{name}.claims: expected traits with their levels, such as {{orders: high}}, got {claims!r}")
        claims = {}
    return Described(name, **told, claims={str(key): str(level) for key, level in claims.items()})


def _list(found: Any, *, at: str, faults: list[str]) -> tuple[str, ...]:
    if found is None:
        return ()
    if isinstance(found, dict):
        faults.append(f"{at}: expected a text or a list of texts, got {found!r}")
        return ()
    return tuple(str(one) for one in found) if isinstance(found, list) else (str(found),)


def _entry(one: Described) -> dict[str, Any]:
    pairs = ((each.name, getattr(one, each.name)) for each in fields(one) if each.name != "id")
    plain = {key: list(told) if isinstance(told, tuple) else told for key, told in pairs if told}
    return {key: dict(told) if isinstance(told, Mapping) else told for key, told in plain.items()}
