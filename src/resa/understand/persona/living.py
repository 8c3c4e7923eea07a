"""Personas as they are now: who belongs to each, by the kept model or a fresh one, and by what a workshop claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import sub

import numpy as np

from resa.kernels.lookup import places_in
from resa.understand.array import Codes, Flags, Floats
from resa.understand.matching import crossed, matched, overlap
from resa.understand.persona.claim import claiming
from resa.understand.persona.described import Described
from resa.understand.persona.feature import Known, columns_of, encodings
from resa.understand.persona.grouping import MOST_GROUPS, Grouping, Progress, grouped
from resa.understand.persona.kept import Earlier, Kept, KeptGroup, kept
from resa.understand.persona.naming import names_of
from resa.understand.persona.roster import Roster
from resa.understand.persona.trait import LEAST_PEOPLE, Difference, differences

OUTCOMES = ("score",)
"""Left out of a fit unless something else is named, to test the groups by what they were not made from."""

LEAST_OVERLAP = 0.25
"""A new group is an old one where so much of both is the same people (Jaccard)."""


@dataclass(frozen=True, eq=False)
class Living:
    """Everybody who can be described, the groups they belong to now, and what people say of these.

    `group` (n,) is the place among `kept.groups`, -1 where there are no groups. `is_kept` says whether the fit was
    written down; one that was not is made anew with each revision.
    """

    known: Known
    kept: Kept
    group: Codes
    sureness: Floats
    described: tuple[Described, ...]
    is_kept: bool

    @cached_property
    def differences(self) -> list[list[Difference]]:
        """What sets each group apart, the strongest first."""
        return differences(self.known, self.kept.encodings, group=self.group)

    @cached_property
    def roster(self) -> Roster:
        """Which personas there are and what they are called."""
        return Roster(self.kept, self.described)

    def members(self, at: int) -> Flags:
        """Returns which of the known customers belong to a group."""
        return np.asarray(self.group == at, np.bool_)

    @cached_property
    def segments(self) -> dict[str, frozenset[int]]:
        """The customer codes of each persona, by its id and by its names in every language."""
        found: dict[str, frozenset[int]] = {}
        for at, group in enumerate(self.kept.groups):
            codes = frozenset(self.known.customers[self.members(at)].tolist())
            found.update(dict.fromkeys((*self.roster.names(group).values(), group.id), codes))
        for one in self.roster.workshop:
            fit = claiming(self.known, self.kept.encodings, one.claims)
            codes = frozenset(self.known.customers[fit.members].tolist())
            found.update(dict.fromkeys((*([one.name] if one.name else []), one.id), codes))
        return found


def living(known: Known, *, fit: Kept | None, described: Sequence[Described], made: str) -> Living:
    """Returns the personas as they are now: by the kept fit, or by one made afresh."""
    if fit is None:
        return _living(known, fresh(known, made=made), described=described, is_kept=False)
    return _living(known, fit, described=described, is_kept=True)


def _living(known: Known, fit: Kept, *, described: Sequence[Described], is_kept: bool) -> Living:
    n = len(known.customers)
    if fit.mixture is None or not n:
        return Living(known, fit, np.full(n, -1, np.int64), np.zeros(n), tuple(described), is_kept)
    belonging = fit.mixture.belonging(columns_of(known, fit.encodings))
    return Living(known, fit, belonging.argmax(1), belonging.max(1), tuple(described), is_kept)


def fresh(
    known: Known,
    *,
    made: str,
    without: Sequence[str] = OUTCOMES,
    most: int = MOST_GROUPS,
    before: Living | None = None,
    progress: Progress | None = None,
) -> Kept:
    """Returns a new fit. Groups that are mostly the people of a group `before` keep its id and names.

    `without` are traits left out, so that they can test the groups.
    """
    how = encodings(known, without=without)
    found = grouped(columns_of(known, how), most=most, progress=progress)
    order = np.argsort(-np.bincount(found.group[found.group >= 0]), kind="stable")
    old = None if before is None else _old_groups(known, before=before)
    same = {} if old is None or before is None else _same(found, old, before=before)
    told = differences(known, how, group=found.group)
    groups: dict[int, KeptGroup] = {}
    for at in order.tolist():
        size = int((found.group == at).sum())
        was = before.kept.groups[same[at]] if before is not None and at in same else None
        names = was.names if was else names_of(told[at], taken=[one.names["en"] for one in groups.values()])
        lasting = was.id if was else _id(names["en"], taken=_ids(groups, before))
        groups[at] = KeptGroup(lasting, names, size)
    new = tuple(groups[at] for at in sorted(groups))
    earlier = None if old is None or before is None else _earlier(found, old, before=before, new=new)
    return kept(found, made=made, how=how, without=tuple(without), groups=new, earlier=earlier)


def _earlier(found: Grouping, old: Codes, *, before: Living, new: Sequence[KeptGroup]) -> Earlier | None:
    """Returns the old groups and how many of their people are in which new one now."""
    if not before.kept.groups:
        return None
    moved = crossed(old, found.group)
    moves = tuple(
        (before.kept.groups[one].id, new[other].id, int(moved[one, other]))
        for one, other in np.argwhere(moved >= LEAST_PEOPLE).tolist()
    )
    groups = tuple(
        KeptGroup(one.id, before.roster.names(one), int((old == at).sum())) for at, one in enumerate(before.kept.groups)
    )
    return Earlier(before.kept.made, groups, moves)


def _same(found: Grouping, old: Codes, *, before: Living) -> dict[int, int]:
    """Returns for each new group the old one that it carries on, by the people both have."""
    if not before.kept.groups or found.mixture is None:
        return {}
    shared = overlap(found.group, old)
    return matched(np.where(shared >= LEAST_OVERLAP, shared, 0.0))


def _old_groups(known: Known, *, before: Living) -> Codes:
    """Returns the old group of each customer who is known now, -1 where there is none."""
    return np.append(before.group, -1)[places_in(before.known.customers, known.customers)]


def _ids(groups: Mapping[int, KeptGroup], before: Living | None) -> set[str]:
    earlier = {one.id for one in before.kept.groups} | {one.id for one in before.described} if before else set()
    return earlier | {one.id for one in groups.values()}


def _id(name: str, *, taken: set[str]) -> str:
    """Returns a name as an id: lower case, hyphens, no other signs.

    >>> _id("App first, buys often", taken=set())
    'app-first-buys-often'
    """
    stem = sub(r"[^\w]+", "-", name.casefold()).strip("-") or "persona"
    number = 2
    found = stem
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found
