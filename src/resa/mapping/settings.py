"""Settings files that people may edit by hand: read with every fault named at once, written in one form."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

import yaml

from resa.model.errors import UsageError
from resa.store.settings import dumped, loaded

T = TypeVar("T")


class SettingsError(UsageError):
    """A settings file says something that can't be."""

    code: ClassVar[str] = "settings"


def read(text: str, *, where: str) -> Mapping[str, Any]:
    """Returns the mapping that a YAML text writes; an empty text is an empty mapping."""
    try:
        found = loaded(text)
    except yaml.YAMLError as error:
        raise SettingsError(f"expected YAML in {where}, got something else: {error}") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise SettingsError(f"expected names with what belongs to them in {where}, got {type(found).__name__}")
    return found


def entries(text: str, *, name: str, where: str, read_one: Callable[[int, Any, list[str]], T | None]) -> tuple[T, ...]:
    """Returns what the entries of the one list `name` of a YAML text say; raises `SettingsError` with every fault.

    `read_one` takes the number of an entry, the entry, and a list to which it adds its faults.
    """
    found = read(text, where=where)
    faults = unexpected(found, expected=frozenset({name}), at=where)
    listed = found.get(name) or []
    if not isinstance(listed, list):
        faults.append(f"{name}: expected a list, got {listed!r}")
        listed = []
    told = [read_one(number, entry, faults) for number, entry in enumerate(listed, start=1)]
    complain(faults, where=where)
    return tuple(one for one in told if one is not None)


def write(content: Any) -> str:
    """Returns readable YAML in the order given, Nordic letters as they are."""
    return dumped(content)


def complain(faults: list[str], *, where: str) -> None:
    """Raises `SettingsError` with all faults, where there are any."""
    if faults:
        raise SettingsError(
            f"expected settings that can be carried out in {where}, got {len(faults)} faults", faults=faults
        )


def unexpected(keys: Mapping[str, Any], *, expected: frozenset[str], at: str) -> list[str]:
    """Returns a fault for each key that means nothing here."""
    return [f"{at}: unknown key {key!r}; known: {', '.join(sorted(expected))}" for key in keys if key not in expected]
