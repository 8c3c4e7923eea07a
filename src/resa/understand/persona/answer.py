"""The personas as an answer: a row for each thing told of each, against everybody else, with who says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from resa.model.table import Measure, Table
from resa.understand.answer import CUSTOMERS, Answered, ends, marked, with_interval
from resa.understand.array import Flags, Floats
from resa.understand.comparison import share_difference
from resa.understand.figure import share
from resa.understand.persona.claim import UNTOLD, Claim, claiming
from resa.understand.persona.described import Described
from resa.understand.persona.feature import Known
from resa.understand.persona.feels import feels
from resa.understand.persona.grouping import LEAST_STABILITY
from resa.understand.persona.habit import drives, habits, occupied, outcomes, reacts, topics
from resa.understand.persona.living import Living
from resa.understand.persona.naming import LANGUAGES
from resa.understand.persona.quoting import Quoted
from resa.understand.persona.trait import LEAST_PEOPLE, Difference, differences

COLUMNS = (
    "persona", "name", "aspect", "trait", "level", "customers", "share", "versus_share", "p", "differs", "provenance",
    "text",
)  # fmt: skip
MOST_DISTINGUISHING = 3
MOST_CHANNELS = 3
DRIFT = 0.01
"""A persona's share has drifted where chance explains its change no more often than this."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Personas as a question sees them: those of the known customers whom its filter keeps, and their words.

    `read` is how the words of each known customer sound, None where nobody has read any.
    """

    living: Living
    kept: Flags
    quotes: Sequence[Quoted | None]
    read: Floats | None = None


def personas(seen: Seen, *, answered: Answered, at: str | None = None) -> Table:
    """Returns the personas, largest first: of each its size, what sets it apart, channels, times, outcome and words.

    With `at` (an id or a name) one persona in full: every trait, what goes with buying, and what people say of it.
    `share` is that of its customers, `versus_share` that of everybody else; `differs` says whether the difference
    counts when all are looked at together. `typical` is the median, in `unit`.
    """
    alive = seen.living
    chosen = None if at is None else alive.roster.place_of(at)
    rows: list[Row] = []
    for place in _order(seen):
        if chosen in (None, place):
            rows += _group_rows(seen, place, is_whole=chosen is not None)
    for one in alive.roster.workshop:
        if chosen is None or chosen == one.id:
            rows += _workshop_rows(seen, one)
    table = answered.table("personas", columns=COLUMNS, rows=rows, measures=MEASURES, notes=notes(alive))
    described = int(seen.kept.sum())
    return replace(table, base=replace(table.base, customers=max(table.base.customers, described)))


MEASURES = {
    "customers": CUSTOMERS,
    "share": Measure("share", "of_the_persona"),
    "versus_share": Measure("share", "of_everybody_else"),
    "p": Measure("probability", "two_groups_equal"),
    "differs": Measure("", "benjamini_hochberg_5_percent"),
    "n": Measure("customers", "of_whom_it_is_known"),
    "typical": Measure("", "median_in_unit_mean_of_feelings"),
    "versus_typical": Measure("", "median_in_unit_elsewhere_mean_of_feelings"),
}


def notes(alive: Living) -> list[str]:
    """Returns what a reader must know: how the groups were found, how sure, and who is in none."""
    fit = alive.kept
    others = alive.known.others
    found = [f"{others} customers are in no persona: too little is known of them"] if others else []
    if fit.mixture is None:
        return [*found, _nothing(alive)]
    held = ", ".join(fit.without)
    found.append(
        f"{len(fit.groups)} groups fitted on {fit.fitted_on} customers, stability {fit.stability:.2f} "
        f"(mean adjusted Rand of refits; at least {LEAST_STABILITY:g} is shown)"
    )
    if held:
        found.append(f"left out of the fit, to test it: {held}")
    if not alive.is_kept:
        found.append("not kept yet: resa personas fit gives them lasting names and follows their size")
    return found


def _nothing(alive: Living) -> str:
    tried = alive.kept.tried
    if not tried:
        return f"no personas: {len(alive.known.customers)} customers can be described, and 100 are needed"
    best = max((one.stability for one in tried if one.stability is not None), default=None)
    if best is None:
        return "no personas: what is known tells no groups apart; one group fits as well as several"
    return (
        "no personas: groups do not come back when customers are drawn anew "
        f"(stability at best {best:.2f}, at least {LEAST_STABILITY:g} is shown)"
    )


def _order(seen: Seen) -> list[int]:
    groups = seen.living.kept.groups
    size = [int((seen.living.members(at) & seen.kept).sum()) for at in range(len(groups))]
    return sorted(range(len(groups)), key=lambda at: (-size[at], groups[at].id))


def _group_rows(seen: Seen, at: int, *, is_whole: bool) -> Iterator[Row]:
    alive = seen.living
    group = alive.kept.groups[at]
    names = alive.roster.names(group)
    members = alive.members(at) & seen.kept
    if 0 < int(members.sum()) < LEAST_PEOPLE:
        return
    said = alive.roster.said(group.id)
    found = _differences(seen, at)
    told = [
        *_size(seen, at, members, is_whole=is_whole),
        *(map(_trait_row, found if is_whole else distinguishing(found))),
        *_ages(alive.known, members, said=said),
        *occupied(alive.known, members, among=seen.kept),
        *_few(habits(alive.known, members, among=seen.kept), is_whole=is_whole),
        *feels(alive.known, members, among=seen.kept, read=seen.read),
        *outcomes(alive.known, members, among=seen.kept, names=alive.kept.without),
        *(topics(alive.known, members, among=seen.kept) if is_whole else ()),
        *(drives(alive.known, members) if is_whole else ()),
        *(reacts(alive.known, members, among=seen.kept) if is_whole else ()),
        *_said(said),
        *_quote(seen.quotes[at] if said.quote is None and seen.quotes else None),
    ]
    yield from (_whole(row, persona=group.id, name=names["en"]) for row in told)


def _whole(row: Row, *, persona: str, name: str) -> Row:
    return {**dict.fromkeys(COLUMNS), "persona": persona, "name": name, **row}


def _size(seen: Seen, at: int, members: Flags, *, is_whole: bool) -> Iterator[Row]:
    fit = seen.living.kept
    names = seen.living.roster.names(fit.groups[at])
    n, everybody = int(members.sum()), int(seen.kept.sum())
    yield _counted(n, everybody=everybody, names=names, provenance="inferred")
    if seen.living.is_kept and seen.kept.all():
        before = fit.groups[at].customers
        p = share_difference(n, whole=everybody, other_part=before, other_whole=fit.customers)
        if p >= DRIFT and not is_whole:
            return
        yield {
            "aspect": "size",
            "trait": "drift",
            "customers": n,
            **with_interval("share", share(n, whole=everybody)),
            "versus_share": before / max(fit.customers, 1),
            "p": p,
            "differs": p < DRIFT,
            "provenance": "inferred",
            "text": fit.made[:10],
        }


def _counted(n: int, *, everybody: int, names: Mapping[str, str], provenance: str) -> Row:
    """Returns the row of a persona's size; `names` are pairs of language and name."""
    return {
        "aspect": "size",
        "trait": "customers",
        "customers": n,
        **with_interval("share", share(n, whole=everybody)),
        "provenance": provenance,
        "names": [list(pair) for pair in names.items()],
    }


def _differences(seen: Seen, at: int) -> list[Difference]:
    alive = seen.living
    if seen.kept.all():
        return alive.differences[at]
    rows = np.flatnonzero(seen.kept)
    some = differences(alive.known.taken(rows), alive.kept.encodings, group=alive.group[rows])
    return some[at] if at < len(some) else []


def distinguishing(found: Sequence[Difference]) -> list[Difference]:
    """Returns the strongest differences that count and say what the persona is, of one trait one."""
    chosen: list[Difference] = []
    told: set[object] = set()
    for one in found:
        if one.differs and one.difference > 0 and not {one.trait, one.same_as} & told:
            told |= {one.trait, one.same_as}
            chosen.append(one)
    return chosen[:MOST_DISTINGUISHING]


def _trait_row(one: Difference) -> Row:
    row: Row = {
        "aspect": one.aspect,
        "trait": one.trait,
        "level": one.level,
        "customers": one.customers,
        "share": one.share,
        **({"share_interval": ends(one.interval)} if one.interval else {}),
        "versus_share": one.elsewhere_share,
        "p": one.p,
        "differs": one.differs,
        "provenance": "measured",
    }
    if one.typical is not None:
        row |= {"typical": one.typical[0], "versus_typical": one.typical[1], "unit": one.unit or None}
    return marked(row, n=one.known)


def _ages(known: Known, members: Flags, *, said: Described) -> Iterator[Row]:
    """The ages of the middle half, where they are known and nobody has said otherwise."""
    trait = next((one for one in known.traits if one.unit == "years"), None)
    if trait is None or trait.figures is None or said.age is not None:
        return
    years = trait.figures[members & ~np.isnan(trait.figures)]
    if len(years) >= LEAST_PEOPLE:
        low, high = (round(float(one)) for one in np.quantile(years, (0.25, 0.75)))
        row = {"aspect": "age", "trait": trait.id, "customers": len(years), "text": f"{low}–{high}"}
        yield marked({**row, "provenance": "measured"}, n=len(years))


def _few(rows: Sequence[Row], *, is_whole: bool) -> list[Row]:
    if is_whole:
        return list(rows)
    uses = [row for row in rows if row["aspect"] == "uses"][:MOST_CHANNELS]
    return [*uses, *(row for row in rows if row["aspect"] != "uses" and row["differs"])]


def _said(one: Described) -> Iterator[Row]:
    for aspect, text in one.told:
        by = one.said_by.get(aspect)
        yield {"aspect": aspect, "text": text, "provenance": "asserted", **({"said_by": by} if by else {})}


def _quote(found: Quoted | None) -> Iterator[Row]:
    if found is not None and found.among >= LEAST_PEOPLE:
        yield {
            "aspect": "quote",
            "trait": found.channel,
            "customers": found.among,
            "provenance": "measured",
            "text": found.text,
        }


def _workshop_rows(seen: Seen, one: Described) -> Iterator[Row]:
    alive = seen.living
    fit = claiming(alive.known, alive.kept.encodings, one.claims)
    members = fit.members & seen.kept
    name = one.name or one.id
    size = _counted(
        int(members.sum()),
        everybody=int(seen.kept.sum()),
        names=dict.fromkeys(LANGUAGES, name),
        provenance="asserted",
    )
    used = habits(alive.known, members, among=seen.kept) if members.sum() >= LEAST_PEOPLE else []
    felt = list(feels(alive.known, members, among=seen.kept, read=seen.read))
    told = [
        size,
        *(_claim_row(each, alive.known) for each in fit.claims),
        *_few(used, is_whole=False),
        *felt,
        *_said(one),
    ]
    yield from (_whole(row, persona=one.id, name=name) for row in told)


def _claim_row(one: Claim, known: Known) -> Row:
    """Returns a claim; where its trait has figures their unit is told, so that its level is known for one of ours."""
    trait = known.trait(one.trait)
    return {
        "aspect": "claim",
        "trait": one.trait,
        "level": one.level,
        "customers": one.customers,
        "share": one.share,
        **({"share_interval": ends(one.interval)} if one.interval else {}),
        "versus_share": one.elsewhere_share,
        "p": one.p,
        "differs": None if one.p is None else one.verdict != UNTOLD,
        "provenance": "asserted",
        "text": one.verdict,
        **({"unit": trait.unit or "number"} if trait is not None and trait.figures is not None else {}),
    }
