"""Touchpoints that score lower or higher than the others."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement
from resa.model.resolvedmap import Quote
from resa.understand.comparison import Sample, mean_difference
from resa.understand.facet import Counted
from resa.understand.feeling import typical_quote
from resa.understand.figure import Grounds
from resa.understand.finding import LEAST, Finding, command, spoken, touchpoint_is
from resa.understand.material import Material
from resa.understand.score import mean_score, scale_of

METRICS = ("csat", "stars", "ces", "nps")
"""In this order a touchpoint is judged by the first metric with enough answers."""

_LEAST_DIFFERENCE = 0.05  # of the scale's width


def verdicts(seen: Material) -> Iterator[Finding]:
    """Returns touchpoints whose mean score differs from that of all others asked the same."""
    judged: set[str] = set()
    for metric in METRICS:
        asked = seen.answers.of_metric(metric)
        for code, name in enumerate(seen.answers.touchpoint.names):
            mine = asked & (seen.answers.touchpoint.codes == code)
            others = asked & (seen.answers.touchpoint.codes != code) & (seen.answers.touchpoint.codes >= 0)
            if name not in judged and min(int(mine.sum()), int(others.sum())) >= LEAST:
                judged.add(name)
                yield from _verdict(seen, name, mine, others)


def _verdict(seen: Material, name: str, mine: NDArray[np.bool_], others: NDArray[np.bool_]) -> Iterator[Finding]:
    said = seen.answers
    stage = int(said.stage.codes[mine][0])
    if stage < 0:
        return
    entry = next((one for one in seen.catalogue.touchpoints if one.id == name), None)
    own, peers = said.score[mine], said.score[others]
    width = float(np.nanmax(said.high[mine]) - np.nanmin(said.low[mine]))
    difference = float(own.mean() - peers.mean())
    if not width > 0 or abs(difference) < _LEAST_DIFFERENCE * width:
        return
    is_low = difference < 0
    customers = len(own)
    yield Finding(
        cause="low_score" if is_low else "high_score",
        title_key="pain.low_score" if is_low else "delight.high_score",
        kind="pain" if is_low else "delight",
        stage=seen.catalogue.stages[stage].id,
        touchpoint=name if entry else None,
        params={
            "touchpoint": spoken(seen, name),
            "score": float(own.mean()),
            "peers_score": float(peers.mean()),
            "n": customers,
        },
        customers=customers,
        effect=mean_score(own, variant="mean", scale=_scale(seen, mine), grounds=seen.grounds),
        compared_with=mean_score(peers, variant="mean", scale=_scale(seen, others), grounds=seen.grounds),
        chance=mean_difference(Sample.of(own), other=Sample.of(peers)),
        weight=customers * abs(difference) / width * 4,
        evidence=(command("kpis", touchpoint_is(name)) if entry else "resa show kpis --by touchpoint",),
        quotes=_quotes(seen, mine, is_low=is_low),
        counted=_counted(seen, mine, width=width),
        shown_by=("kpis", touchpoint_is(name)) if entry else None,
    )


def _counted(seen: Material, mine: NDArray[np.bool_], *, width: float) -> Counted:
    def measure(figures: NDArray[np.float64], grounds: Grounds) -> Measurement:
        return mean_score(figures, variant="mean", scale=scale, grounds=grounds)

    scale = _scale(seen, mine)
    said, at = seen.answers, np.flatnonzero(mine)
    return Counted("mean", said.score[at], at, said.customer[at], measure, of="answer", is_high_bad=False, width=width)


def _scale(seen: Material, at: NDArray[np.bool_]) -> tuple[float, float] | None:
    said = seen.answers
    return scale_of(said.score[at], low=said.low[at], high=said.high[at])


def _quotes(seen: Material, mine: NDArray[np.bool_], *, is_low: bool) -> tuple[Quote, ...]:
    felt = seen.answers.feelings
    clear = mine & seen.answers.has_text & ((felt <= 0) if is_low else (felt > 0))
    quote = typical_quote(seen.answers, felt, among=np.flatnonzero(clear), near=-2.0 if is_low else 2.0)
    return (quote,) if quote else ()
