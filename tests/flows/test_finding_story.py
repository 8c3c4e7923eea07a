"""What was planted in the exports of a made-up retailer is found, where it was planted and about as large."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from resa.app.asking import Question
from resa.app.demo import demo
from resa.app.show import show
from resa.app.workspace import Workspace, open_workspace
from resa.app.write_map import resolve
from resa.model.resolvedmap import PainMark, PainSlice, ResolvedMap

pytestmark = pytest.mark.flow

CUSTOMERS = 4000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(tmp_path_factory.mktemp("retailer") / "workspace", customers=CUSTOMERS, progress=silent).workspace


@pytest.fixture(scope="module")
def drawn(folder: Path) -> ResolvedMap:
    return resolve(open_workspace(folder))


@pytest.fixture(scope="module")
def opened(folder: Path) -> Workspace:
    return open_workspace(folder)


@pytest.fixture(scope="module")
def planted(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "retailer" / "truth.json").read_text("utf-8"))["pains"]


def silent(step: str, share: float | None) -> None:
    """Nobody watches."""


def pain_of(drawn: ResolvedMap, key: str, **params: str) -> PainMark:
    [found] = [one for one in drawn.pains if one.title_key == key and params.items() <= dict(one.params).items()]
    return found


def slice_of(pain: PainMark, field: str, label: str) -> PainSlice:
    [found] = [one for one in pain.slices if (one.field, one.label) == (field, label)]
    return found


def test_the_phone_queue_on_mondays(drawn: ResolvedMap, planted: dict[str, Any]) -> None:
    truth = planted["phone queue on Mondays"]
    monday = slice_of(pain_of(drawn, "pain.answer_wait", touchpoint="call"), "weekday", "1")
    assert monday.figure.figure == pytest.approx(truth["median_queue_seconds"], rel=0.1)
    assert monday.rest.figure == pytest.approx(truth["median_queue_seconds_other_days"], rel=0.1)
    given_up = slice_of(pain_of(drawn, "pain.unanswered", channel="phone"), "weekday", "1")
    assert given_up.figure.figure == pytest.approx(truth["abandoned_share"], abs=0.02)


def test_the_late_parcels_in_norway_in_autumn(drawn: ResolvedMap, planted: dict[str, Any]) -> None:
    truth = planted["late parcels in Norway in autumn"]
    late = pain_of(drawn, "pain.delivery_wait")
    assert {(one.field, one.label, one.and_field, one.and_label) for one in late.slices} == {
        ("profile.Land", "NO", "month", "2026-09"),
        ("profile.Land", "NO", "month", "2026-10"),
    }
    assert late.effect.figure == pytest.approx(truth["median_days"] * 86_400, rel=0.15)
    assert late.compared_with is not None
    assert late.compared_with.figure == pytest.approx(truth["median_days_elsewhere"] * 86_400, rel=0.05)


def test_the_delivery_price_that_comes_late_on_mobile(drawn: ResolvedMap, planted: dict[str, Any]) -> None:
    truth = planted["delivery price late on mobile"]
    mobile = slice_of(pain_of(drawn, "pain.visit_end", touchpoint="checkout delivery (web)"), "device", "mobile")
    assert mobile.figure.figure == pytest.approx(1 - truth["mobile"]["share"], abs=0.02)
    assert mobile.rest.figure == pytest.approx(1 - truth["desktop"]["share"], abs=0.02)


def test_the_texts_of_march_the_size_guide_and_the_complaints(drawn: ResolvedMap, planted: dict[str, Any]) -> None:
    march = slice_of(pain_of(drawn, "pain.unsubscribe", channel="sms"), "month", "2026-03")
    truth = planted["too many texts in March"]
    assert march.figure.figure == pytest.approx(truth["unsubscribed"] / truth["sent"], abs=0.005)
    returned = pain_of(drawn, "pain.returns")
    assert returned.params["number"] in planted["misleading size guide"]["articles"]
    assert (
        slice_of(returned, "met", "web: size guide").figure.figure
        > 2 * slice_of(returned, "met", "web: size guide").rest.figure
    )
    complaints = slice_of(pain_of(drawn, "pain.unanswered", channel="social"), "property.kind", "complaint")
    share = planted["unanswered complaints"]["replied_share"]
    assert complaints.figure.figure == pytest.approx(1 - share, abs=0.08)


def test_nobody_waits_from_our_own_message(drawn: ResolvedMap) -> None:
    assert {one.touchpoint for one in drawn.pains if one.title_key == "pain.wait"} & {
        "Order confirmation", "Parcel on its way"
    } == set()  # fmt: skip


def test_each_slice_says_the_command_that_gives_its_figure(folder: Path, drawn: ResolvedMap) -> None:
    monday = pain_of(drawn, "pain.answer_wait", touchpoint="call")
    command = shlex.split(monday.evidence[-1])
    table = show(open_workspace(folder), Question(command[2], where=command[4]))
    [told] = [row for row in table.rows if row["kind"] == "told"]
    assert (told["n"], told["median_seconds"]) == (monday.slices[0].figure.n, monday.slices[0].figure.figure)


def test_the_list_of_pains_has_the_figures_of_the_map(opened: Workspace, drawn: ResolvedMap) -> None:
    rows = {row["id"]: row for row in show(opened, Question("pains")).rows}
    assert rows.keys() == {one.id for one in drawn.pains}
    for mark in drawn.pains:
        row = rows[mark.id]
        told = (mark.rank, mark.size.figure, mark.effect.figure)
        assert (row["rank"], row["customers"], row["figure"]) == told
        assert row["against"] == (mark.compared_with.figure if mark.compared_with else None)


def test_every_planted_pain_is_on_the_list_with_its_cause(opened: Workspace) -> None:
    rows = show(opened, Question("pains")).rows
    found = {(row["finding"], row["cause"]): row for row in rows if row["kind"] == "pain"}
    assert found.keys() >= {
        ("answer_wait", "service"), ("delivery_wait", "delivery"), ("visit_end", "process"), ("unsubscribe", "policy"),
        ("returns", "product"), ("unanswered", "service"),
    }  # fmt: skip
    mobile = found["visit_end", "process"]
    assert mobile["worst"] == ["device = 'mobile'"]
    assert mobile["rank"] <= 3
    assert mobile["money_interval"][0] > 0  # those who gave up at the delivery price ordered less often after it


def test_waits_for_parcels_are_among_what_drives_satisfaction(opened: Workspace) -> None:
    rows = show(opened, Question("drivers")).rows
    mine = [row for row in rows if row["outcome"] == "csat"]
    assert ("wait", "delivery") in {(row["driver"], row["place"]) for row in mine[:3] if row["differs"]}


def test_opportunities_say_what_is_inferred(opened: Workspace) -> None:
    rows = show(opened, Question("opportunities")).rows
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["basis"] for row in rows} == {"inferred", "measured"}
    proposed = {row["proposal"] for row in rows}
    assert proposed >= {"show_it_earlier", "say_how_long", "answer_everybody", "write_less", "describe_it_truly"}
    assert all(row["goal_effect"] is None for row in rows if row["basis"] == "measured")
