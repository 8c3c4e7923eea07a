"""What a persona uses, when it comes, what goes with its buying, and how it fares in what it was not made from."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from resa.understand.answer import ends, marked
from resa.understand.array import Flags
from resa.understand.comparison import Sample, discoveries, mean_difference, share_difference
from resa.understand.figure import mean
from resa.understand.interval import wilson
from resa.understand.persona.encoding import Encoding
from resa.understand.persona.feature import Known, Trait, encoding, level_codes
from resa.understand.persona.profile import is_occupation
from resa.understand.persona.trait import LEAST_PEOPLE

Row = dict[str, Any]

MOST_DRIVES = 8
MOST_OCCUPATIONS = 3
_LEAST_SHARE = 0.005


def habits(known: Known, members: Flags, *, among: Flags) -> list[Row]:
    """Returns a row for each channel (the mean share of what a customer does there), and for evenings and weekends."""
    rows = [
        _mean_row("uses" if trait.aspect == "channel" else "when", trait, members, among=among)
        for trait in known.traits
        if trait.aspect in ("channel", "time") and _enough(trait, members) and trait.figures is not None
    ]
    kept = [row for row in rows if row["aspect"] == "when" or row["share"] >= _LEAST_SHARE]
    return sorted(_tested(kept), key=lambda row: (row["aspect"] != "uses", -row["share"], row["trait"]))


def outcomes(known: Known, members: Flags, *, among: Flags, names: Sequence[str]) -> list[Row]:
    """Returns what was left out of the fit.

    Of words the share of each, of two the share of the rarer; of figures the share of their highest level.
    """
    rows: list[Row] = []
    for name in names:
        trait = known.trait(name)
        how = encoding(trait) if trait is not None and _enough(trait, members) else None
        if trait is not None and how is not None:
            has_one = trait.figures is not None or len(how.levels) == 2  # the other level tells the same
            levels = how.levels[-1:] if has_one else how.levels
            rows += [_share_row("outcome", trait, how, level, members, among=among) for level in levels]
    return _tested(rows)


def topics(known: Known, members: Flags, *, among: Flags) -> list[Row]:
    """Returns what its customers came to us with more often than others, most often first."""
    rows = [
        _mean_row("challenges", trait, members, among=among)
        for trait in known.traits
        if trait.aspect == "challenges" and _enough(trait, members)
    ]
    more = [row for row in _tested(rows) if row["differs"] and row["share"] > row["versus_share"]]
    return sorted(more, key=lambda row: (-row["share"], row["trait"]))[:MOST_DRIVES]


def occupied(known: Known, members: Flags, *, among: Flags) -> list[Row]:
    """Returns what a column says of its people's occupation, and which interests they name more often than others."""
    rows: list[Row] = []
    for trait in known.traits:
        how = encoding(trait) if is_occupation(trait.id) and _enough(trait, members) else None
        if how is not None:
            levels = [level for level in how.levels if level != "other"]
            told = [_share_row("occupation", trait, how, level, members, among=among) for level in levels]
            common = [row for row in _tested(told) if row["customers"] >= LEAST_PEOPLE]
            rows += sorted(common, key=lambda row: (-row["share"], row["level"]))[:MOST_OCCUPATIONS]
    named = [trait for trait in known.traits if trait.aspect == "interests" and _enough(trait, members)]
    liked = _tested([_mean_row("interests", trait, members, among=among) for trait in named])
    more = [row for row in liked if row["differs"] and row["share"] > row["versus_share"]]
    few = [row for row in more if row["customers"] >= LEAST_PEOPLE]
    return [*rows, *sorted(few, key=lambda row: (row["versus_share"] - row["share"], row["trait"]))[:MOST_DRIVES]]


def drives(known: Known, members: Flags) -> list[Row]:
    """Returns which early touchpoints go with buying: of its customers who met one, how many bought, and of others.

    That more of them buy proves no cause: who looks more also buys more.
    """
    orders = known.trait("orders")
    if orders is None or orders.figures is None:
        return []
    bought = orders.figures > 0
    rows = []
    for trait in known.traits:
        if trait.aspect == "drives" and trait.figures is not None:
            met = members & (trait.figures > 0)
            rest = members & (trait.figures == 0)
            if min(int(met.sum()), int(rest.sum())) >= LEAST_PEOPLE:
                rows.append(_against("drives", trait, "", bought[met], bought[rest]))
    counted = [row for row in _tested(rows) if row["differs"] and row["share"] > row["versus_share"]]
    return sorted(counted, key=lambda row: (row["versus_share"] - row["share"], row["trait"]))[:MOST_DRIVES]


def reacts(known: Known, members: Flags, *, among: Flags) -> list[Row]:
    """Returns after what share of our messages its people come to us within three days, by channel."""
    rows = [
        _mean_row("reacts", trait, members, among=among)
        for trait in known.traits
        if trait.aspect == "reacts" and _enough(trait, members)
    ]
    return sorted(_tested(rows), key=lambda row: (-row["share"], row["trait"]))


def _enough(trait: Trait, members: Flags) -> bool:
    known = np.zeros(len(members), np.bool_)
    known[trait.known] = True
    return int((known & members).sum()) >= LEAST_PEOPLE and int((known & ~members).sum()) >= LEAST_PEOPLE


def _tested(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "differs": one} for row, one in zip(rows, discoveries([row["p"] for row in rows]), strict=True)]


def _mean_row(aspect: str, trait: Trait, members: Flags, *, among: Flags) -> Row:
    figures = trait.figures if trait.figures is not None else np.zeros(len(members))
    known = ~np.isnan(figures)
    inside, outside = figures[members & known], figures[among & ~members & known]
    found = mean(inside, unit="share")
    other = float(outside.mean()) if len(outside) else None
    row = {
        "aspect": aspect, "trait": trait.id, "customers": int((inside > 0).sum()), "n": len(inside),
        "share": found.figure,
        **({"share_interval": ends(found.interval)} if found.interval else {}), "versus_share": other,
        "p": mean_difference(Sample.of(inside), other=Sample.of(outside)), "provenance": "measured",
    }  # fmt: skip
    return marked(row, n=len(inside))


def _share_row(aspect: str, trait: Trait, how: Encoding, level: str, members: Flags, *, among: Flags) -> Row:
    codes = level_codes(trait, how)
    is_there = codes == how.levels.index(level)
    row = _against(aspect, trait, level, is_there[members & (codes >= 0)], is_there[among & ~members & (codes >= 0)])
    if trait.figures is None:
        return row
    middles = [float(np.nanmean(trait.figures[one])) for one in (members, among & ~members)]
    return {**row, "typical": middles[0], "versus_typical": middles[1], "unit": trait.unit or None}


def _against(aspect: str, trait: Trait, level: str, inside: Flags, outside: Flags) -> Row:
    part, other = int(inside.sum()), int(outside.sum())
    counts = {"whole": len(inside), "other_part": other, "other_whole": len(outside)}
    one, two = part / max(len(inside), 1), other / max(len(outside), 1)
    around = wilson(part, whole=len(inside))
    row = {
        "aspect": aspect, "trait": trait.id, "level": level or None, "customers": part, "n": len(inside), "share": one,
        "versus_share": two, **({"share_interval": ends(around)} if around else {}),
        "p": share_difference(part, **counts), "provenance": "measured",
    }  # fmt: skip
    return marked(row, n=len(inside))
