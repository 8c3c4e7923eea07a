"""Settings files that people may edit by hand: read with every fault named at once, written in one form."""

from collections.abc import Mapping
from typing import Any, ClassVar

import yaml

from resa.model.errors import UsageError
from resa.store.settings import dumped, loaded


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
