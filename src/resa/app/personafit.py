"""Personas as the workspace knows them: the kept fit in its file, and who belongs to each persona now."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from resa.mapping import settings
from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.store import settings as settings_file
from resa.store.port import Engine, Scope
from resa.understand.history import FieldSource
from resa.understand.persona.described import FIT_FILE, Described
from resa.understand.persona.gathering import Gathering, known_customers
from resa.understand.persona.kept import Kept, kept_from
from resa.understand.persona.living import Living, living


def kept_fit(folder: Path) -> Kept | None:
    """Returns the fit that a workspace keeps, None where it keeps none.

    Raises `SettingsError` where the file is damaged: it is written by a command and mended by running that again.
    """
    try:
        text = (folder / FIT_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    found = settings.read(text, where=FIT_FILE)
    try:
        return kept_from(found) if found else None
    except (KeyError, TypeError, ValueError) as error:
        raise settings.SettingsError(
            f"expected {FIT_FILE} as resa personas fit wrote it, got {type(error).__name__}: {error}; delete it and "
            "run resa personas fit again"
        ) from error


def write_fit(folder: Path, fit: Kept) -> None:
    """Writes a fit in the place of the one that was kept."""
    before = settings_file.load(folder / FIT_FILE)
    settings_file.save(before.path, fit.to_json(), read=before)


def living_personas(
    engine: Engine,
    source: FieldSource,
    *,
    catalogue: Catalogue,
    goal: Goal | None,
    scope: Scope,
    now: datetime,
    told: tuple[Kept | None, tuple[Described, ...]],
) -> Living:
    """Returns the personas as they are now; `told` are the kept fit and what people say."""
    known = known_customers(Gathering(engine, source, catalogue, goal, scope, now.year))
    return living(known, fit=told[0], described=told[1], made=now.isoformat(timespec="seconds"))


class PersonaSegments(Mapping[str, frozenset[int]]):
    """The customers of each persona by its id and names: found when a filter first names one, never before."""

    def __init__(self, find: Callable[[], Living]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> Mapping[str, frozenset[int]]:
        return self._find().segments

    def __getitem__(self, name: str) -> frozenset[int]:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: Any) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
