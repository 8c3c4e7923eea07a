"""The whole map of a made-up town: what must add up adds up, in every view, and what was planted is found."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pytest

from resa.app.discover_map import MOST_VIEWS, discover_map, prepared_views
from resa.app.mapsources import Sources
from resa.kernels.stageflow import StageFlow
from resa.mapping.catalogue import catalogue, observed_places
from resa.mapping.document import read, write_json, write_yaml
from resa.mapping.schema import json_schema
from resa.mapping.structure import structure
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.resolvedmap import MapView, ResolvedMap
from resa.store.batch import Batch
from resa.store.engines.local.engine import LocalEngine
from resa.store.further import FurtherFields
from resa.store.port import Scope
from resa.store.schema import RECORD_COLUMNS, REJECTED, YIELDED
from resa.understand.kpi import kpis

NOW = datetime(2026, 7, 10, tzinfo=UTC)
START = datetime(2026, 1, 1, 9, tzinfo=UTC)
CUSTOMERS = 600


def interactions() -> Iterator[dict[str, Any]]:
    """Yields what 600 customers did from January to June; the guide helps, the phone keeps people waiting."""
    for who in range(CUSTOMERS):
        day = who * 168 / CUSTOMERS
        yield {"who": who, "at": day, "channel": "ads", "name": "banner", "kind": "ad_view"}
        if who % 3:
            yield {"who": who, "at": day + 0.1, "channel": "web", "name": "product page", "kind": "view"}
        if who % 2:
            yield {"who": who, "at": day + 0.2, "channel": "web", "name": "size guide", "kind": "view"}
        if who % 10 < (8 if who % 2 else 3):
            order = {"order_id": f"F{who}", "money_minor": 10_000 + who, "currency": "SEK"}
            yield {"who": who, "at": day + 1, "channel": "web", "name": "order placed", "kind": "order", **order}
            yield {"who": who, "at": day + 3, "channel": "parcel", "name": "parcel delivered", "kind": "delivery"}
            if who % 4 == 1:
                chat = {"channel": "chat", "name": "chat", "kind": "chat", "wait_seconds": 30.0 + who % 7}
                call = {"channel": "phone", "name": "call", "kind": "call", "wait_seconds": 600.0 + who % 60}
                about = {"order_id": f"F{who}", "topic": "delivery"}
                yield {"who": who, "at": day + 4, **chat, **about}
                yield {"who": who, "at": day + 5, **call, **about}
            if who % 5 == 1:
                yield {"who": who, "at": day + 9, "channel": "web", "name": "product page", "kind": "view"}
    yield {"who": -1, "at": 3, "channel": "store", "name": "qx7"}
    yield {"who": 1, "at": 160, "channel": "store", "name": "qx7"}


def answers() -> Iterator[dict[str, Any]]:
    """Yields scores: deliveries please nobody, the guide everybody."""
    for who in range(0, CUSTOMERS, 4):
        scale = {"who": who, "at": who * 168 / CUSTOMERS + 6, "metric": "csat", "score_low": 1.0, "score_high": 5.0}
        yield {
            **scale,
            "touchpoint": "parcel delivered",
            "score": 1.0 + who % 3,
            "text": f"Paketet kom sent, nr {who}.",
        }
        yield {**scale, "touchpoint": "size guide", "score": 4.0 + who % 8 / 4}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    engine = LocalEngine.open(tmp_path_factory.mktemp("town"), create=True)
    profiles = [{"who": who, "properties": [("country", "SE" if who % 3 else "NO")]} for who in range(CUSTOMERS)]
    tables = {"interactions": list(interactions()), "answers": list(answers()), "profiles": profiles}
    yielded, count = {}, 0
    for name, rows in tables.items():
        yielded[name] = table(name, rows, first_record=count)
        count += len(rows)
    engine.append(Batch("town", records(count), yielded, REJECTED.empty_table(), count))
    found = catalogue(observed_places(engine.dictionary().places))
    engine.group(found.grouping())
    current = engine.current()
    further = FurtherFields(current.workspace, manifest=current.manifest, assignment=current.assignment)
    goals = (Goal("purchase", "kind = order", money="order_value"),)
    newest = {"town": (datetime(2026, 5, 1, tzinfo=UTC), count)}
    return Sources(engine, further, found, goals, further.interactions, revision=engine.revision, newest=newest)


def table(name: str, rows: Sequence[Mapping[str, Any]], *, first_record: int) -> pa.Table:
    needed = {"channel": "web", "name": "", "kind": "", "is_date": False} if name == "interactions" else {}
    needed |= {"question": "q", "is_answer": True} if name == "answers" else {}
    full = []
    for number, row in enumerate(rows):
        at = row.get("at")
        time = None if at is None else START + timedelta(days=at)
        full.append({**needed, **row, "record": first_record + number, "part": 0, "subject": row["who"], "time": time})
    schema = YIELDED[name]
    kinds = {one.name: one.type.value_type if pa.types.is_dictionary(one.type) else one.type for one in schema}
    return pa.table({key: pa.array([one.get(key) for one in full], kind) for key, kind in kinds.items()}).cast(schema)


def records(count: int) -> pa.Table:
    plain = {
        "_key_high": pa.array(range(count), pa.uint64()),
        "_key_low": pa.array([7] * count, pa.uint64()),
        "_position": pa.array(range(count), pa.int64()),
        "_file": pa.array(["rows.csv"] * count, pa.string()),
        "_damaged": pa.array([None] * count, pa.string()),
    }
    return pa.table(plain).cast(RECORD_COLUMNS)


@pytest.fixture(scope="module")
def whole(sources: Sources) -> ResolvedMap:
    return discover_map(sources, now=NOW)


@pytest.fixture(scope="module")
def views(sources: Sources) -> tuple[MapView, ...]:
    return prepared_views(sources, now=NOW)


def adds_up(found: ResolvedMap) -> None:
    """Holds the river to its promise: in = reach = out, in every stage and in every tint."""
    into, out = Counter[str](), Counter[str]()
    for flow in found.flows:
        if flow.kind == "loop":
            continue
        assert sum(flow.tints.values()) == flow.customers
        if flow.to_stage is not None:
            into[flow.to_stage] += flow.customers
        if flow.from_stage is not None:
            out[flow.from_stage] += flow.customers
    for stage in found.stages:
        reach = int(stage.reach.figure or 0)
        assert into[stage.id] == out[stage.id] == reach == sum(stage.tints.values())


def test_s32_flows_add_up_in_the_map_and_in_every_view(views: Sequence[MapView]) -> None:
    assert len(views) <= MOST_VIEWS
    for view in views:
        adds_up(view.map)
    assert {view.kind for view in views} == {"all", "channel", "period", "profile"}


def test_views_split_what_the_whole_holds(views: Sequence[MapView], whole: ResolvedMap) -> None:
    assert views[0].map == whole
    of_profile = [view for view in views if view.kind == "profile"]
    assert {view.label for view in of_profile} == {"SE", "NO"}
    assert sum(view.map.base.customers for view in of_profile) == whole.base.customers
    assert sum(view.map.base.interactions for view in views if view.kind == "period") == whole.base.interactions
    assert [view.label for view in views if view.kind == "period"] == ["2026-Q1", "2026-Q2"]


@pytest.mark.parametrize("kind", ["channel", "period", "profile"])
def test_a_prepared_view_equals_the_map_of_its_filter(sources: Sources, views: Sequence[MapView], kind: str) -> None:
    view = next(view for view in views if view.kind == kind)
    again = discover_map(sources, now=NOW, where=view.map.where)
    for part in ("base", "stages", "flows", "touchpoints", "links", "feelings", "conversion"):
        mine, theirs = getattr(view.map, part), getattr(again, part)
        if part == "touchpoints":  # trends of a view keep the months of the whole
            mine, theirs = (
                [(mark.id, mark.customers, mark.reach, mark.quality) for mark in one] for one in (mine, theirs)
            )
        assert mine == theirs, part


def test_reach_equals_the_kernel_of_stage_flow(sources: Sources, whole: ResolvedMap) -> None:
    stages = [stage.id for stage in sources.catalogue.stages]
    placed = {one.id: sources.catalogue.stage_number(one.placement.stage) for one in sources.catalogue.touchpoints}
    codes = tuple(placed[name] for name in sources.engine.dictionary().touchpoints)
    [river] = sources.engine.fold([StageFlow(len(stages), codes)], scope=Scope())
    assert [stage.reach.figure for stage in whole.stages] == river.visited.tolist()


def test_base_conversion_and_coverage_are_counted(whole: ResolvedMap) -> None:
    buyers = sum(who % 10 < (8 if who % 2 else 3) for who in range(CUSTOMERS))
    assert whole.base.customers == CUSTOMERS
    assert whole.conversion is not None
    assert whole.conversion.figure == pytest.approx(buyers / CUSTOMERS)
    assert whole.coverage.interactions == whole.base.interactions + 1
    assert (whole.coverage.largest_unmapped, whole.coverage.largest_unmapped_count) == ("qx7", 1)
    assert whole.coverage.placed_share.figure == pytest.approx(1 - 2 / whole.coverage.interactions)
    assert whole.sources[0].is_stale


def test_touchpoints_know_reach_importance_trend_and_feeling(whole: ResolvedMap) -> None:
    marks = {mark.id: mark for mark in whole.touchpoints}
    banner, guide = marks["banner"], marks["size guide"]
    assert (banner.customers, banner.interactions, banner.reach.figure) == (600, 600, 1.0)
    assert banner.importance is not None
    assert banner.importance.figure == 1.0
    assert sum(guide.trend) == guide.interactions == 300
    assert guide.quality is not None
    assert guide.quality.figure > 1
    assert marks["qx7"].stage is None


def test_the_planted_pains_and_the_decisive_guide_are_found(whole: ResolvedMap) -> None:
    found = {(pain.title_key, pain.touchpoint) for pain in whole.pains}
    assert ("pain.low_score", "parcel delivered") in found
    assert ("delight.high_score", "size guide") in found
    assert ("moment.decisive", "size guide") in found
    assert ("pain.answer_wait", "call") in found
    repeat = next(pain for pain in whole.pains if pain.cause == "repeat")
    again = sum(1 for who in range(1, CUSTOMERS, 4) if who % 10 < 8)
    assert repeat.params == {"matter": "delivery", "channels": "chat → phone", "customers": again, "count": again}
    assert all(pain.evidence and pain.size.figure for pain in whole.pains)
    assert [pain.rank for pain in whole.pains if pain.kind == "pain"] == list(
        range(1, 1 + sum(pain.kind == "pain" for pain in whole.pains))
    )


def test_the_feeling_line_has_points_with_real_words(whole: ResolvedMap) -> None:
    points = {point.touchpoint: point for point in whole.feelings}
    late = points["parcel delivered"]
    assert late.feeling.figure == pytest.approx(-1.0, abs=0.05)
    assert late.quote is not None
    assert late.quote.text.startswith("Paketet kom sent")
    assert late.quote_count == 150


def test_figures_have_cells_trends_and_bases(whole: ResolvedMap) -> None:
    rows = {row.id: row for row in whole.figures}
    assert {"csat_mean", "move_on_share", "conversion_share", "answer_wait_median", "order_value_mean"} <= rows.keys()
    assert rows["order_value_mean"].unit == "SEK"
    csat = {cell.stage: cell for cell in rows["csat_mean"].cells}
    assert csat[None].measurement.n == 300
    assert len(csat[None].trend) == len(whole.trend_months) == len(csat[None].trend_n)
    assert sum(csat[None].trend_n) == 300


def test_an_unknown_goal_and_a_filter_that_keeps_nobody(sources: Sources) -> None:
    with pytest.raises(UnknownNameError, match="purchase"):
        discover_map(sources, now=NOW, goal="purchas")
    empty = discover_map(sources, now=NOW, where="time < 2020-01-01")
    adds_up(empty)
    assert (empty.base.customers, empty.touchpoints, empty.pains, empty.conversion) == (0, (), (), None)


def test_every_figure_cell_is_what_its_saved_query_gives(sources: Sources, whole: ResolvedMap) -> None:
    asked = {"scope": Scope(), "now": NOW, "source": sources.further, "catalogue": sources.catalogue}
    by_stage = kpis(sources.engine, **asked, goals=sources.goals, by="stage")
    everywhere = kpis(sources.engine, **asked, goals=sources.goals)
    shown = {(row["kpi"], row["stage"]): row["value"] for row in by_stage}
    shown |= {(row["kpi"], None): row["value"] for row in everywhere if "channel" not in row}
    cells = [(row.id, cell) for row in whole.figures for cell in row.cells]
    assert len(cells) > 12
    for kpi, cell in cells:
        assert shown[kpi, cell.stage] == cell.measurement.figure


def test_the_found_map_as_a_document_comes_back_and_fits_its_schema(whole: ResolvedMap, tmp_path: Path) -> None:
    document = structure(whole)
    assert read(write_yaml(document)) == document
    jsonschema.validate(json.loads(write_json(document)), json_schema())
    cell = document.records["cell:csat_mean:retention"]
    assert cell.content("query") == {"what": "kpis", "kpi": "csat_mean", "by": "stage", "at": "retention"}
    assert cell.content("measurement")["n"] == 150
    assert cell.fields["measurement"].evidence == ("resa show kpis --by stage",)
