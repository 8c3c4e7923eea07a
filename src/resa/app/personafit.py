"""Personas as the workspace knows them: where the fit is kept, and who belongs to each persona now."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from resa.app.keptfile import KeptFile
from resa.understand.persona.described import BEFORE_FILE, FIT_FILE
from resa.understand.persona.kept import kept_from
from resa.understand.persona.living import Living

KEPT_FIT = KeptFile(FIT_FILE, BEFORE_FILE, "resa personas fit", kept_from)


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
