"""The groups of customers that a workspace keeps, personas and types of journeys: their files, and who is in each."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from resa.app.keptfile import KeptFile
from resa.model.condition import TYPE_PREFIX
from resa.understand.journeytype.kept import BEFORE_FILE as TYPES_BEFORE_FILE
from resa.understand.journeytype.kept import FILE as TYPES_FILE
from resa.understand.journeytype.kept import TypedCustomers, kept_types_from
from resa.understand.persona.described import BEFORE_FILE, FIT_FILE
from resa.understand.persona.kept import kept_from
from resa.understand.persona.living import Living

KEPT_FIT = KeptFile(FIT_FILE, BEFORE_FILE, "resa personas fit", kept_from)
KEPT_TYPES = KeptFile(TYPES_FILE, TYPES_BEFORE_FILE, "resa types fit", kept_types_from)


class GroupSegments(Mapping[str, frozenset[int]]):
    """The customers of each persona and of each type of journey by their names: found when a filter first names one."""

    def __init__(self, personas: Callable[[], Living], types: Callable[[], TypedCustomers | None]) -> None:
        self._find_personas, self._find_types = personas, types

    @cached_property
    def _personas(self) -> Mapping[str, frozenset[int]]:
        return self._find_personas().segments

    @cached_property
    def _types(self) -> Mapping[str, frozenset[int]]:
        found = self._find_types()
        return found.segments if found else {}

    def _of(self, name: str) -> Mapping[str, frozenset[int]]:
        """Returns the kind of group that a name is of; personas are found only where one is named."""
        return self._types if name.startswith(TYPE_PREFIX) else self._personas

    def __getitem__(self, name: str) -> frozenset[int]:
        return self._of(name)[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._of(name)

    def __iter__(self) -> Iterator[str]:
        yield from self._personas
        yield from self._types

    def __len__(self) -> int:
        return len(self._personas) + len(self._types)

    def __eq__(self, other: Any) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
