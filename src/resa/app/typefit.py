"""Types of journeys as the workspace knows them: found and kept under names, and who is of which type now."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from resa.app.personafit import PersonaSegments
from resa.mapping import settings
from resa.model.condition import TYPE_PREFIX
from resa.store import settings as settings_file
from resa.store.durable import replace_file
from resa.understand.journeytype.kept import BEFORE_FILE, FILE, KeptTypes, TypedCustomers, kept_types_from


def kept_types(folder: Path) -> KeptTypes | None:
    """Returns the types that a workspace keeps, None where it keeps none.

    Raises `SettingsError` where the file is damaged: it is written by a command and mended by running that again.
    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    found = settings.read(text, where=FILE)
    try:
        return kept_types_from(found) if found else None
    except (KeyError, TypeError, ValueError) as error:
        raise settings.SettingsError(
            f"expected {FILE} as resa types fit wrote it, got {type(error).__name__}: {error}; delete it and run "
            "resa types fit again"
        ) from error


def write_types(folder: Path, kept: KeptTypes) -> None:
    """Writes types in the place of those that were kept, which stay beside them."""
    before = settings_file.load(folder / FILE)
    if before.mark is not None:
        replace_file(folder / BEFORE_FILE, (folder / FILE).read_bytes())
    settings_file.save(before.path, kept.to_json(), read=before)


class GroupSegments(Mapping[str, frozenset[int]]):
    """The customers of each persona and of each type of journey by their names: found when a filter names one."""

    def __init__(self, personas: PersonaSegments, types: Callable[[], TypedCustomers | None]) -> None:
        self._personas = personas
        self._find_types = types

    @cached_property
    def _types(self) -> Mapping[str, frozenset[int]]:
        found = self._find_types()
        return found.segments if found else {}

    def __getitem__(self, name: str) -> frozenset[int]:
        return self._types[name] if name.startswith(TYPE_PREFIX) else self._personas[name]

    def __contains__(self, name: object) -> bool:
        is_type = isinstance(name, str) and name.startswith(TYPE_PREFIX)
        return name in (self._types if is_type else self._personas)

    def __iter__(self) -> Iterator[str]:
        yield from self._personas
        yield from self._types

    def __len__(self) -> int:
        return len(self._personas) + len(self._types)

    def __eq__(self, other: Any) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
