"""Findings: what stands out, how sure that is, and how much it touches; ranked, worst and best first."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resa.kernels.calendar import month_starts
from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import PainMark, PainSlice, PainWorth, PathCount, Quote
from resa.understand import figure
from resa.understand.comparison import discoveries
from resa.understand.concentration import concentrations
from resa.understand.facet import Counted, Traits
from resa.understand.material import Material, begin_text

LEAST = 30
"""A finding rests on at least so many customers or answers."""

MOST_OF_A_KIND = {"pain": 16, "delight": 5, "moment_of_truth": 5}
MOST_OF_A_CAUSE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may stand out. `chance` is the p-value: how likely chance alone would show as much.

    `weight` orders findings: roughly how many customers it touches times how much it differs. What it was `counted`
    from lets us look where it is worst, unless its `slices` are told already.
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
    counted: Counted | None = None
    slices: tuple[PainSlice, ...] = ()
    shown_by: tuple[str, str] | None = None


def marks(
    findings: Sequence[Finding],
    *,
    seen: Material,
    traits: Traits | None = None,
    worth: Callable[[Finding], PainWorth] | None = None,
) -> tuple[PainMark, ...]:
    """Returns the findings that hold although many were looked for, at most three of a cause, ranked by weight.

    Of all findings that count, at most 5 % are expected to be chance (Benjamini and Hochberg); likewise of all slices.
    Slices are looked for where `traits` are given; `worth` tells what each costs.
    """
    counts = discoveries([one.chance for one in findings])
    kept = [one for one, is_found in zip(findings, counts, strict=True) if is_found and one.customers > 0]
    kept.sort(key=lambda one: (-one.weight, one.title_key, str(one.touchpoint), str(sorted(one.params.items()))))
    chosen = _chosen(kept)
    sliced = _sliced([one for _, one in chosen], seen=seen, traits=traits) if traits else {}
    return tuple(
        _mark(one, rank=rank, slices=sliced.get(at, one.slices), seen=seen, worth=worth(one) if worth else None)
        for at, (rank, one) in enumerate(chosen)
    )


def spoken(seen: Material, name: str) -> str:
    """Returns the name of a touchpoint as titles say it, with its channel where others go by the same name."""
    entry = next((one for one in seen.catalogue.touchpoints if one.id == name), None)
    if entry is None:
        return name
    is_shared = sum(one.name == entry.name for one in seen.catalogue.touchpoints) > 1
    return f"{entry.name} ({entry.channel})" if is_shared else entry.name


def _chosen(kept: Sequence[Finding]) -> list[tuple[int, Finding]]:
    """Returns the findings that there is room for, each with its rank among its kind; the heaviest of a cause first."""
    of_cause: dict[str, int] = {}
    turns: list[tuple[int, int]] = []
    for at, one in enumerate(kept):
        of_cause[one.cause] = of_cause.get(one.cause, 0) + 1
        if of_cause[one.cause] <= MOST_OF_A_CAUSE:
            turns.append((min(of_cause[one.cause], 2), at))
    room, places = dict(MOST_OF_A_KIND), []
    for _, at in sorted(turns):
        if room[kept[at].kind]:
            room[kept[at].kind] -= 1
            places.append(at)
    rank: dict[str, int] = {}
    chosen = []
    for at in sorted(places):
        rank[kept[at].kind] = rank.get(kept[at].kind, 0) + 1
        chosen.append((rank[kept[at].kind], kept[at]))
    return chosen


def _sliced(chosen: Sequence[Finding], *, seen: Material, traits: Traits) -> dict[int, tuple[PainSlice, ...]]:
    """Returns where the pains among these are worst, by place in the sequence."""
    asked = {at: one.counted for at, one in enumerate(chosen) if one.counted and one.kind == "pain" and not one.slices}
    found = concentrations(list(asked.values()), seen=seen, traits=traits)
    return {at: one.slices for at, one in zip(asked, found, strict=True)}


def touchpoint_is(name: str) -> str:
    """Returns the filter that keeps one touchpoint's interactions, quoted for a shell's double quotes.

    >>> touchpoint_is("size guide")
    "touchpoint = 'size guide'"
    """
    return f"touchpoint = '{name}'" if "'" not in name else f'touchpoint = \\"{name}\\"'


def slice_is(one: PainSlice, *, zone: str = "UTC") -> str | None:
    """Returns the filter that keeps a slice, its months those of a zone; None where no filter can say it.

    >>> from resa.understand.figure import share
    >>> slice_is(PainSlice("profile.country", "NO", share(1, whole=2), share(0, whole=2), "month", "2026-12"))
    "profile.country = 'NO' and time >= 2026-12-01 and time < 2027-01-01"
    """
    first = _field_is(one.field, one.label, zone)
    second = _field_is(one.and_field, one.and_label, zone) if one.and_field and one.and_label else None
    if first is None or (one.and_field and second is None):
        return None
    return first if second is None else f"{first} and {second}"


def command(what: str, where: str | None = None) -> str:
    """Returns the command that shows what a finding rests on.

    >>> command("waits", "channel = phone")
    'resa show waits --where "channel = phone"'
    """
    return f"resa show {what}" + (f' --where "{where}"' if where else "")


def shell(text: str) -> str:
    """Returns a text in a shell's double quotes.

    >>> print(shell("size guide"))
    "size guide"
    """
    return '"' + text.replace('"', '\\"') + '"'


def _field_is(field: str, label: str, zone: str) -> str | None:
    match field:
        case "met":
            return None
        case "weekday" | "hour":
            return f"{field} = {label}"
        case "month":
            month = int(np.datetime64(label, "M").astype(np.int64))
            begin, after = (begin_text(one, zone=zone) for one in month_starts(month, month + 1, zone=zone).tolist())
            return f"time >= {begin} and time < {after}"
    if not re.fullmatch(r"[\w.]+", field) or '"' in label:
        return None
    return f"{field} = '{label}'" if "'" not in label else f'{field} = \\"{label}\\"'


def _evidence(one: Finding, slices: tuple[PainSlice, ...], zone: str) -> tuple[str, ...]:
    """Returns the commands of a finding, and those that show each slice's own figure."""
    if one.shown_by is None:
        return one.evidence
    what, where = one.shown_by
    narrowed = [kept for each in slices if (kept := slice_is(each, zone=zone))]
    return (*one.evidence, *(command(what, f"{where} and {kept}") for kept in narrowed))


def _mark(
    one: Finding, *, rank: int, slices: tuple[PainSlice, ...], seen: Material, worth: PainWorth | None
) -> PainMark:
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
        evidence=_evidence(one, slices, seen.zone),
        paths=one.paths,
        quotes=one.quotes,
        slices=slices,
        worth=worth,
    )
