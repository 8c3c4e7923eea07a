"""What is hard to find or to use: answers that people look up and have to ask for all the same, clicks in vain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from resa.model.condition import quoted
from resa.understand import figure
from resa.understand.comparison import discoveries, share_difference
from resa.understand.finding import LEAST, command, shell, spoken
from resa.understand.improving.chance import Opportunity
from resa.understand.improving.settled import Settled, settled_matters
from resa.understand.improving.worth import Aftermath, mean_gap

KIND = "usability"
_LEAST_RATIO = 1.15  # of a share to that of all its peers


def hard_to_find(after: Aftermath) -> Iterator[Opportunity]:
    """Yields the places where people help themselves that send more of them to a contact than the others do.

    All places are tested together. Those who had to ask are held against those who did not: how they felt after it.
    """
    every = list(settled_matters(after.seen))
    failed = [(len(one.at) - int(one.is_settled.sum()), len(one.at)) for one in every]
    for one, (part, _), is_worst in zip(every, failed, _worst(failed), strict=True):
        if is_worst:
            yield _hard(one, part, after)


def clicked_in_vain(rows: Iterable[Mapping[str, Any]]) -> Iterator[Opportunity]:
    """Yields the pages on which more clicks are in vain than on the others, from the rows of the answer `clicks`."""
    told = [row for row in rows if row.get("dead") and row.get("dead_share") and row.get("page")]
    counts = [(int(row["dead"]), round(row["dead"] / row["dead_share"])) for row in told]
    for row, (part, whole), is_worst in zip(told, counts, _worst(counts), strict=True):
        if is_worst and row["customers"] is not None and row["customers"] >= LEAST:
            yield Opportunity(
                kind=KIND,
                proposal="mend_clicks",
                place=str(row["page"]),
                stage=None,
                customers=int(row["customers"]),
                evidence=(f"{command('clicks')} --page {shell(str(row['page']))}",),
                share=figure.share(part, whole=whole, variant="of_clicks_in_vain"),
            )


def _worst(every: Sequence[tuple[int, int]]) -> list[bool]:
    """Returns of each share, a part of a whole, whether it is higher than all others' though many were looked at."""
    parts, wholes = sum(part for part, _ in every), sum(whole for _, whole in every)
    peers = [(parts - part, wholes - whole) for part, whole in every]
    chances = [
        share_difference(part, whole=whole, other_part=rest, other_whole=rest_whole)
        for (part, whole), (rest, rest_whole) in zip(every, peers, strict=True)
    ]
    higher = [
        rest_whole > 0 and part * rest_whole > _LEAST_RATIO * max(1, rest) * whole
        for (part, whole), (rest, rest_whole) in zip(every, peers, strict=True)
    ]
    return [is_higher and counts for is_higher, counts in zip(higher, discoveries(chances), strict=True)]


def _hard(one: Settled, part: int, after: Aftermath) -> Opportunity:
    seen = after.seen
    name = seen.history.dictionary.touchpoints[one.code]
    unit = seen.history.unit[one.at]
    felt = after.feels(unit, seen.history.seconds[one.at])
    known = ~np.isnan(felt)
    return Opportunity(
        kind=KIND,
        proposal="make_it_findable",
        place=spoken(seen, name),
        stage=seen.catalogue.stages[int(seen.stage_of_touchpoint[one.code])].id,
        customers=len(np.unique(unit[~one.is_settled])),
        evidence=(
            f"{command('around')} --at {shell(name)} --visit last",
            command("touchpoints", f"has(touchpoint = {quoted(name)})"),
        ),
        feeling_effect=mean_gap(felt[known & one.is_settled], own=felt[known & ~one.is_settled]),
        share=figure.share(part, whole=len(one.at), variant="looked_up_and_asked"),
    )
