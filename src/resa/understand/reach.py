"""How many customers each channel, touchpoint and stage reaches, and how often."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary
from resa.kernels.reach import Reach
from resa.kernels.stageflow import StageFlow
from resa.mapping.catalogue import Catalogue
from resa.model.channel import channel_of
from resa.model.condition import And, Comparison, Not
from resa.model.stage import UNPLACED
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import COUNT, CUSTOMERS, MEDIAN_SECONDS, SHARE, Answered, Row, revision_of, with_interval
from resa.understand.extent import Extents
from resa.understand.history import FieldSource


def channels(engine: Engine, *, scope: Scope, now: datetime, source: FieldSource | None = None) -> Table:
    """Returns a row for each channel, most customers first.

    With `source`, and where nothing is filtered, interactions of nobody known are counted in `interactions` too; rows
    that have such say how many, as `of_nobody`.
    """
    dictionary = dictionary_of(engine, scope=scope)
    names = sorted(set(dictionary.channels))
    reached, extent = engine.fold([Reach.by_channel(dictionary), Extents()], scope=scope)
    nobody = anonymous_by_channel(source) if source and scope.where is None else Counter[str]()
    rows: list[Row] = [
        {
            "channel": name,
            "customers": int(reached.customers[at]),
            "interactions": int(reached.interactions[at]) + nobody[name],
            "physical": channel_of(name).is_physical,
            **({"of_nobody": nobody[name]} if nobody[name] else {}),
        }
        for at, name in enumerate(names)
        if reached.interactions[at] or nobody[name]
    ]
    total = nobody.total()
    return Answered(scope, extent, now, revision_of(engine)).table(
        "channels",
        columns=("channel", "customers", "interactions", "physical"),
        rows=sorted(rows, key=lambda row: (-row["customers"], -row["interactions"], row["channel"])),
        measures={"customers": CUSTOMERS, "interactions": COUNT},
        notes=[f"{total} interactions of nobody known are counted here, and never in paths"] if total else (),
    )


def anonymous_by_channel(source: FieldSource) -> Counter[str]:
    """Returns how many interactions of nobody known each channel has."""
    found: Counter[str] = Counter()
    for place in source.anonymous_places().to_pylist():
        found[place["channel"]] += place["interactions"]
    return found


def touchpoints(engine: Engine, *, scope: Scope, now: datetime, catalogue: Catalogue) -> Table:
    """Returns a row for each touchpoint with any interaction, most customers first."""
    dictionary = dictionary_of(engine, scope=scope)
    reached, extent = engine.fold([Reach.by_touchpoint(dictionary), Extents()], scope=scope)
    known = {touchpoint.id: touchpoint for touchpoint in catalogue.touchpoints}
    rows: list[Row] = []
    for at, name in enumerate(dictionary.touchpoints):
        entry = known.get(name)
        if not reached.interactions[at]:
            continue
        rows.append(
            {
                "name": name,
                "channel": entry.channel if entry else _channel_of_touchpoint(at, dictionary=dictionary),
                "stage": entry.placement.stage if entry else UNPLACED,
                "provenance": str(entry.placement.provenance) if entry else "inferred",
                "customers": int(reached.customers[at]),
                "interactions": int(reached.interactions[at]),
                "rule": entry.placement.rule if entry else "none",
                "confidence": entry.placement.confidence if entry else 0.0,
            }
        )
    return Answered(scope, extent, now, revision_of(engine)).table(
        "touchpoints",
        columns=("name", "channel", "stage", "provenance", "customers", "interactions", "rule", "confidence"),
        rows=sorted(rows, key=lambda row: (-row["customers"], -row["interactions"], row["name"])),
        measures={"customers": CUSTOMERS, "interactions": COUNT, "confidence": Measure("share", "rule_margin")},
    )


def stages(engine: Engine, *, scope: Scope, now: datetime, catalogue: Catalogue) -> Table:
    """Returns a row for each stage, in order: who was there, and the median time until the next one.

    `customers` have any interaction in the stage; a message counts once it is opened. `progressed` are those for whom
    it was the furthest yet. The time runs from their first interaction there to the next stage they got to.
    """
    dictionary = dictionary_of(engine, scope=scope)
    names = [stage.id for stage in catalogue.stages]
    flow = StageFlow(len(names), tuple(stage_numbers(dictionary, catalogue=catalogue).tolist()))
    (river,) = engine.fold([flow], scope=met(scope, dictionary=dictionary))
    (extent,) = engine.fold([Extents()], scope=scope)
    rows: list[Row] = []
    for at, name in enumerate(names):
        visited, seconds = int(river.visited[at]), float(river.median_seconds_to_next[at])
        share = figure.share(visited, whole=extent.units)
        rows.append(
            {
                "stage": name,
                "customers": visited,
                **with_interval("share", share),
                "median_seconds_to_next": None if np.isnan(seconds) else seconds,
                "progressed": int(river.reached[at]),
            }
        )
    if river.unplaced:
        share = figure.share(river.unplaced, whole=extent.units)
        only = {"stage": UNPLACED, "customers": river.unplaced, **with_interval("share", share)}
        rows.append({**only, "median_seconds_to_next": None, "progressed": 0})
    return Answered(scope, extent, now, revision_of(engine)).table(
        "stages",
        columns=("stage", "customers", "share", "median_seconds_to_next", "progressed"),
        rows=rows,
        measures={
            "customers": CUSTOMERS,
            "share": SHARE,
            "median_seconds_to_next": MEDIAN_SECONDS,
            "progressed": Measure("customers", "furthest_yet"),
        },
        notes=[f"{UNPLACED}: those with nothing in any stage"] if river.unplaced else (),
    )


UNMET_KINDS = frozenset({"message_sent", "message_delivered", "message_bounced"})
"""What the company did alone: nobody has been anywhere before they open it."""


def met(scope: Scope, *, dictionary: Dictionary) -> Scope:
    """Returns the scope without what no customer has taken part in."""
    unmet = tuple(sorted({place.kind for place in dictionary.places} & UNMET_KINDS))
    if not unmet:
        return scope
    taking_part = Not(Comparison("kind", "in", unmet))
    return replace(scope, where=taking_part if scope.where is None else And((scope.where, taking_part)))


def dictionary_of(engine: Engine, *, scope: Scope) -> Dictionary:
    """Returns what the codes of the engine's partitions stand for."""
    found = getattr(engine, "dictionary", None)
    if found is not None:
        dictionary: Dictionary = found() if callable(found) else found
        return dictionary
    return next(iter(engine.partitions(scope))).dictionary


def stage_numbers(dictionary: Dictionary, *, catalogue: Catalogue) -> NDArray[np.int64]:
    """Returns the 0-based stage of each touchpoint code, -1 where it is unplaced."""
    placed = {touchpoint.id: catalogue.stage_number(touchpoint.placement.stage) for touchpoint in catalogue.touchpoints}
    return np.array([placed.get(name, -1) for name in dictionary.touchpoints], np.int64)


def _channel_of_touchpoint(at: int, *, dictionary: Dictionary) -> str:
    places = [
        place for place, code in zip(dictionary.places, dictionary.touchpoint_of_place, strict=True) if code == at
    ]
    channels = Counter(place.channel for place in places)
    return min(channels, key=lambda one: (-channels[one], one))
