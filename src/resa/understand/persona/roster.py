"""Which personas there are and what they are called, without looking at a single customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from resa.model.errors import UnknownNameError
from resa.understand.persona.described import Described
from resa.understand.persona.kept import Kept, KeptGroup


@dataclass(frozen=True)
class Roster:
    """The groups of a fit, and what people say of them or made themselves."""

    kept: Kept
    described: tuple[Described, ...]

    @cached_property
    def workshop(self) -> tuple[Described, ...]:
        """The personas that people made themselves."""
        return tuple(one for one in self.described if one.claims)

    def said(self, name: str) -> Described:
        """Returns what people say of a persona, nothing where nobody does."""
        return next((one for one in self.described if one.id == name), Described(name))

    def names(self, group: KeptGroup) -> Mapping[str, str]:
        """Returns what a group is called in each language; a name that people gave is the same in all."""
        given = self.said(group.id).name
        return dict.fromkeys(group.names, given) if given else group.names

    def place_of(self, name: str) -> int | str:
        """Returns the place of the group that is called so, or the id of a workshop's persona.

        Raises `UnknownNameError` with the nearest names.
        """
        for at, group in enumerate(self.kept.groups):
            if name.casefold() in {one.casefold() for one in (group.id, *self.names(group).values())}:
                return at
        for one in self.workshop:
            if name.casefold() in {one.id.casefold(), (one.name or one.id).casefold()}:
                return one.id
        known = [group.id for group in self.kept.groups] + [one.id for one in self.workshop]
        raise UnknownNameError("persona", name, known=known)

    def lasting(self, name: str) -> str:
        """Returns the id of the persona that is called so; raises `UnknownNameError` with the nearest names."""
        place = self.place_of(name)
        return place if isinstance(place, str) else self.kept.groups[place].id

    def called(self, name: str) -> str | None:
        """Returns the id of the persona that is called so, None where there is none."""
        try:
            return self.lasting(name)
        except UnknownNameError:
            return None
