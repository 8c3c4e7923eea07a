"""A page that is handed on holds no words and no small counts unless somebody asked for them."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
import sample

from resa.mapping.export.discretion import LEAST, discreet
from resa.model.measurement import Measurement
from resa.model.resolvedmap import Quote, ResolvedMap, TouchpointMark
from resa.understand.mapdifference import compared_map


def parts(part: Any, kind: type) -> list[Any]:
    """Every part of that kind, at any depth."""
    found = [part] if isinstance(part, kind) else []
    if isinstance(part, tuple | list):
        return [one for inner in part for one in parts(inner, kind)]
    if is_dataclass(part) and not isinstance(part, type):
        found += [one for field in fields(part) for one in parts(getattr(part, field.name), kind)]
    return found


def test_no_words_unless_asked_for(sample_map: ResolvedMap) -> None:
    assert parts(sample_map, Quote)
    assert not parts(discreet(sample_map), Quote)
    assert parts(discreet(sample_map, has_quotes=True), Quote)


def test_figures_of_fewer_than_five_are_withheld(small_map: ResolvedMap) -> None:
    kept = [one for one in parts(discreet(small_map), Measurement) if 0 < one.n < LEAST]
    assert all(one.is_withheld and one.figure is None and one.interval is None for one in kept)


def test_what_fewer_than_five_touched_is_left_out(small_map: ResolvedMap) -> None:
    found = discreet(small_map)
    assert all(one.customers >= LEAST for one in (*found.touchpoints, *found.links, *found.messages))
    shown = {one.id for one in found.touchpoints}
    assert all({one.from_touchpoint, one.to_touchpoint} <= shown for one in found.links)


def test_with_evidence_nothing_is_left_out(small_map: ResolvedMap) -> None:
    assert discreet(small_map, has_quotes=True, has_evidence=True) == small_map


def test_what_a_map_is_held_against_tells_of_nobody_alone(small_map: ResolvedMap) -> None:
    few = replace(small_map, touchpoints=tuple(_met_by(one, 3) for one in small_map.touchpoints))
    found = discreet(compared_map(replace(small_map, touchpoints=small_map.touchpoints[1:]), other=few))
    assert found.compared is not None
    told = {one.id: one for one in found.compared.figures if one.aspect == "touchpoint"}
    assert set(told) == {one.id for one in found.touchpoints}
    assert small_map.touchpoints[0].id not in told
    assert all(one.versus.is_withheld and one.difference is None and one.p is None for one in told.values())
    enough = discreet(compared_map(small_map, other=small_map))
    assert enough.compared is not None
    assert all(one.difference == 0 for one in enough.compared.figures if one.aspect == "stage")


def _met_by(mark: TouchpointMark, customers: int) -> TouchpointMark:
    return replace(mark, customers=customers, reach=replace(mark.reach, figure=customers / 1000, n=1000))


@pytest.fixture
def sample_map() -> ResolvedMap:
    return sample.sample_page().views[0].map


@pytest.fixture
def small_map(sample_map: ResolvedMap) -> ResolvedMap:
    """The sample with a few places that hardly anybody met."""
    rare = tuple(replace(one, customers=3, reach=replace(one.reach, n=3)) for one in sample_map.touchpoints[-4:])
    small = replace(sample_map, touchpoints=(*sample_map.touchpoints[:-4], *rare))
    return replace(small, feelings=tuple(replace(one, feeling=replace(one.feeling, n=4)) for one in small.feelings))
