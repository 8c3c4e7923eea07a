"""What a written page may hold of people: no words, no small counts, unless somebody asked for them."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from resa.model.measurement import Measurement
from resa.model.resolvedmap import Flow, Link, PainMark, PathCount, ResolvedMap

LEAST = 5
"""Counts of fewer people than this are withheld."""


def discreet(found: ResolvedMap, *, has_quotes: bool = False, has_evidence: bool = False) -> ResolvedMap:
    """Returns the map as it may be handed on.

    Without `has_quotes` nobody's words are in it. Without `has_evidence` figures of fewer than five people are
    withheld, what fewer than five people touched is left out, and no command that could name a customer is given.
    """
    kept = found if has_quotes else _without_quotes(found)
    return kept if has_evidence else _without_small(kept)


def _without_quotes(found: ResolvedMap) -> ResolvedMap:
    feelings = tuple(replace(one, quote=None) for one in found.feelings)
    pains = tuple(replace(one, quotes=()) for one in found.pains)
    return replace(found, feelings=feelings, pains=pains)


def _without_small(found: ResolvedMap) -> ResolvedMap:
    shown = {one.id for one in found.touchpoints if one.customers >= LEAST}
    smaller = replace(
        found,
        flows=tuple(_flow(one) for one in found.flows if one.kind != "loop" or one.customers >= LEAST),
        touchpoints=tuple(one for one in found.touchpoints if one.id in shown),
        links=tuple(one for one in found.links if one.customers >= LEAST and _ends(one) <= shown),
        messages=tuple(one for one in found.messages if one.customers >= LEAST),
        feelings=tuple(one for one in found.feelings if one.touchpoint is None or one.touchpoint in shown),
        pains=tuple(_pain(one, shown=shown) for one in found.pains if _is_large(one, shown=shown)),
    )
    withheld: ResolvedMap = _with_withheld(smaller)
    return withheld


def _ends(link: Link) -> set[str]:
    return {link.from_touchpoint, link.to_touchpoint}


def _flow(flow: Flow) -> Flow:
    """Small flows are drawn as nobody; the stage's reach still says how many there were."""
    if flow.customers >= LEAST or not flow.customers:
        return flow
    return replace(flow, customers=0, share=_hidden(flow.share), wait=None, tints={})


def _is_large(pain: PainMark, *, shown: set[str]) -> bool:
    places = {one for one in (pain.touchpoint, pain.to_touchpoint) if one}
    return pain.size.n >= LEAST and places <= shown


def _pain(pain: PainMark, *, shown: set[str]) -> PainMark:
    paths = tuple(one for one in pain.paths if _is_path_large(one, shown=shown))
    evidence = tuple(one for one in pain.evidence if "customer" not in one)
    return replace(pain, paths=paths, evidence=evidence)


def _is_path_large(path: PathCount, *, shown: set[str]) -> bool:
    return path.count >= LEAST and set(path.touchpoints) <= shown


def _with_withheld(part: Any) -> Any:
    """Returns a part of the map in which every figure of fewer than five is withheld, at any depth."""
    if isinstance(part, Measurement):
        return _hidden(part) if 0 < part.n < LEAST else part
    if isinstance(part, tuple):
        return tuple(_with_withheld(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {field.name: _with_withheld(getattr(part, field.name)) for field in fields(part)}
        return replace(part, **changed)
    return part


def _hidden(measurement: Measurement) -> Measurement:
    return replace(measurement, figure=None, interval=None, is_withheld=True)
