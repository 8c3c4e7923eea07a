"""Personas as the workspace knows them: the kept fit in its file, and who belongs to each persona now."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from resa.mapping import settings
from resa.store import settings as settings_file
from resa.store.durable import replace_file
from resa.understand.persona.described import BEFORE_FILE, FIT_FILE
from resa.understand.persona.kept import Kept, kept_from
from resa.understand.persona.living import Living


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
    """Writes a fit in the place of the one that was kept, which stays beside it."""
    before = settings_file.load(folder / FIT_FILE)
    if before.mark is not None:
        replace_file(folder / BEFORE_FILE, (folder / FIT_FILE).read_bytes())
    settings_file.save(before.path, fit.to_json(), read=before)


def swap_fits(folder: Path) -> None:
    """Puts the fit before in the place of the one that is kept, and this one where that was; twice changes nothing.

    Where none was kept before, none is kept afterwards.
    """
    swap(folder / FIT_FILE, folder / BEFORE_FILE)


def swap(now: Path, before: Path) -> None:
    """Puts each file in the place of the other; one that is not there leaves none behind."""
    contents = [one.read_bytes() if one.exists() else None for one in (now, before)]
    for path, content in zip((now, before), reversed(contents), strict=True):
        if content is None:
            path.unlink(missing_ok=True)
        else:
            replace_file(path, content)


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
