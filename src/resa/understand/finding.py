"""Findings: what stands out, how sure that is, and how much it touches; ranked, worst and best first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import PainMark, PathCount, Quote
from resa.understand import figure
from resa.understand.comparison import discoveries
from resa.understand.material import Material

LEAST = 30
"""A finding rests on at least so many customers or answers."""

MOST_OF_A_KIND = {"pain": 12, "delight": 5, "moment_of_truth": 5}
MOST_OF_A_CAUSE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may stand out. `chance` is the p-value: how likely chance alone would show as much.

    `weight` orders findings: roughly how many customers it touches times how much it differs.
    """

    cause: str
    title_key: str
    stage: str
    touchpoint: str | None
    params: Mapping[str, str | int | float]
    customers: int
    effect: Measurement
    compared_with: Measurement | None
    chance: float
    weight: float
    evidence: tuple[str, ...]
    kind: str = "pain"
    to_touchpoint: str | None = None
    paths: tuple[PathCount, ...] = ()
    quotes: tuple[Quote, ...] = ()


def marks(findings: Sequence[Finding], *, seen: Material) -> tuple[PainMark, ...]:
    """Returns the findings that hold although many were looked for, at most three of a cause, ranked by weight.

    Of all findings that count, at most 5 % are expected to be chance (Benjamini and Hochberg).
    """
    counts = discoveries([one.chance for one in findings])
    kept = [one for one, is_found in zip(findings, counts, strict=True) if is_found and one.customers > 0]
    kept.sort(key=lambda one: (-one.weight, one.title_key, str(one.touchpoint), str(sorted(one.params.items()))))
    by_kind: dict[str, int] = dict.fromkeys(MOST_OF_A_KIND, 0)
    by_cause: dict[str, int] = {}
    chosen: list[PainMark] = []
    for one in kept:
        if by_cause.get(one.cause, 0) >= MOST_OF_A_CAUSE or by_kind[one.kind] >= MOST_OF_A_KIND[one.kind]:
            continue
        by_cause[one.cause] = by_cause.get(one.cause, 0) + 1
        by_kind[one.kind] += 1
        chosen.append(_mark(one, rank=by_kind[one.kind], seen=seen))
    return tuple(chosen)


def touchpoint_is(name: str) -> str:
    """Returns the filter that keeps one touchpoint's interactions, quoted for a shell's double quotes.

    >>> touchpoint_is("size guide")
    "touchpoint = 'size guide'"
    """
    return f"touchpoint = '{name}'" if "'" not in name else f'touchpoint = \\"{name}\\"'


def command(what: str, where: str | None = None) -> str:
    """Returns the command that shows what a finding rests on.

    >>> command("waits", "channel = phone")
    'resa show waits --where "channel = phone"'
    """
    return f"resa show {what}" + (f' --where "{where}"' if where else "")


def _mark(one: Finding, *, rank: int, seen: Material) -> PainMark:
    about = ":".join(str(one.params[key]) for key in sorted(one.params) if isinstance(one.params[key], str))
    return PainMark(
        id=f"finding:{one.title_key}:{one.touchpoint or one.stage}:{about}",
        kind=one.kind,
        cause=one.cause,
        stage=one.stage,
        touchpoint=one.touchpoint,
        to_touchpoint=one.to_touchpoint,
        title_key=one.title_key,
        params=one.params,
        size=figure.counted(one.customers, grounds=seen.grounds),
        effect=one.effect,
        compared_with=one.compared_with,
        rank=rank,
        provenance=Provenance.MEASURED,
        evidence=one.evidence,
        paths=one.paths,
        quotes=one.quotes,
    )
