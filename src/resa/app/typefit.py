"""Types of journeys as the workspace knows them: where they are kept under names, and who is of which type now."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from resa.app.keptfile import KeptFile
from resa.app.personafit import PersonaSegments
from resa.model.condition import TYPE_PREFIX
from resa.understand.journeytype.kept import BEFORE_FILE, FILE, TypedCustomers, kept_types_from

KEPT_TYPES = KeptFile(FILE, BEFORE_FILE, "resa types fit", kept_types_from)


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
