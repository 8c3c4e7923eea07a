"""From the exports of a made-up retailer to a map that says the same as every other answer, and tells on nobody."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from resa.examples import retail
from resa.mapping.document import read as read_document

pytestmark = pytest.mark.flow

CUSTOMERS = 500


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> retail.Retail:
    return retail.write(tmp_path_factory.mktemp("retailer"), customers=CUSTOMERS)


@pytest.fixture(scope="module")
def shop(made: retail.Retail, workspace_of: Any) -> Any:
    resa = workspace_of("shop")
    resa.workspace.mkdir(parents=True)
    (resa.workspace / "workspace.yaml").write_text("zone: Europe/Stockholm\nregion: SE\ncompany: Fjällbo\n", "utf-8")
    (resa.workspace / "goals.yaml").write_text("purchase: {where: kind = order, value: order_value}\n", "utf-8")
    resa("import", made.exports, "--yes")
    return resa


@pytest.fixture(scope="module")
def page(shop: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The page's own JSON, as written without asking for words or evidence."""
    out = tmp_path_factory.mktemp("page") / "map.html"
    shop("map", "--out", out)
    return embedded(out)


def embedded(out: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="map-page">(.*?)</script>', out.read_text("utf-8"), re.DOTALL
    )
    assert found
    return json.loads(found[1])


def test_stages_are_those_that_show_tells(shop: Any, page: dict[str, Any]) -> None:
    drawn = {stage["id"]: stage for stage in page["views"][0]["map"]["stages"]}
    for row in shop.rows("show", "stages"):
        stage = drawn[row["stage"]]
        assert stage["reach"]["figure"] == row["customers"]
        assert (stage["wait_to_next"] or {}).get("figure") == row["median_seconds_to_next"]


def test_a_map_held_against_another_group_says_what_show_says_of_each(shop: Any, tmp_path: Path) -> None:
    groups = ("channel = web", "channel = app")
    told = {}
    for mine, other in (groups, groups[::-1]):
        shop("map", "--where", mine, "--compare", other, "--with-evidence", "--out", tmp_path / "difference.json")
        told[mine] = json.loads((tmp_path / "difference.json").read_text("utf-8"))
    there, back = ({(one["aspect"], one["id"]): one for one in told[mine]["figures"]} for mine in groups)
    for side, where in zip(("figure", "versus_figure"), groups, strict=True):
        for row in shop.rows("show", "stages", "--where", where):
            assert there["stage", row["stage"]][side] == pytest.approx(row["share"])
    wholes = [told[where]["this"]["base"]["customers"] for where in groups]
    for row in shop.rows("show", "comparison", "--where", groups[0], "--versus", groups[1], "--by", "touchpoint"):
        met = there["touchpoint", row["id"]]
        assert round(met["figure"] * wholes[0]) == row["customers"]
        assert round(met["versus_figure"] * wholes[1]) == row["versus"]
        assert met["difference_interval"] == pytest.approx(row["difference_interval"])
    assert there.keys() == back.keys()
    assert all(one["differs"] == back[key]["differs"] for key, one in there.items())
    assert all((one["difference"] or 0) == -(back[key]["difference"] or 0) for key, one in there.items())
    compared = shop.rows("show", "comparison", "--where", groups[0], "--versus", groups[1], "--by", "figure")
    assert sum(bool(row["differs"]) for row in compared) == told[groups[0]]["held"] > 0
    assert sum(row["p"] is not None for row in compared) == told[groups[0]]["tested"]


def test_a_map_with_differences_is_drawn_and_no_document(shop: Any, tmp_path: Path) -> None:
    held = ("--from", "2026-04-01", "--to", "2026-07-01", "--compare", "before")
    for form in (".html", ".svg", ".png", ".pdf"):
        shop("map", *held, "--out", tmp_path / f"quarter{form}")
    drawn = (tmp_path / "quarter.svg").read_text("utf-8")
    compared = embedded(tmp_path / "quarter.html")["views"][0]["map"]["compared"]
    assert f"of {compared['tested']} compared" in drawn or f"None of {compared['tested']}" in drawn
    assert "the other group" in drawn
    assert compared["period"]["end"] <= "2026-04-01T03"
    refused = shop("map", *held, "--out", tmp_path / "quarter.yaml", code=2)
    assert "expected a form that holds differences" in refused.err


def test_every_view_adds_up(page: dict[str, Any]) -> None:
    for view in page["views"]:
        drawn = view["map"]
        for stage in drawn["stages"]:
            into = [
                one["customers"] for one in drawn["flows"] if one["to_stage"] == stage["id"] and one["kind"] != "loop"
            ]
            out = [
                one["customers"] for one in drawn["flows"] if one["from_stage"] == stage["id"] and one["kind"] != "loop"
            ]
            small = sum(one["share"]["is_withheld"] for one in drawn["flows"])
            reach = stage["reach"]["figure"] or 0
            assert abs(sum(into) - reach) <= 4 * small, (view["id"], stage["id"])
            assert abs(sum(out) - reach) <= 4 * small, (view["id"], stage["id"])


def test_there_are_views_by_channel_period_and_profile(page: dict[str, Any]) -> None:
    assert {view["kind"] for view in page["views"]} == {"all", "channel", "period", "profile"}


def test_a_page_tells_on_nobody(shop: Any, made: retail.Retail, page: dict[str, Any]) -> None:
    text = json.dumps(page, ensure_ascii=False)
    with (made.exports / "kundregister.csv").open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline())
        file.seek(0)
        people = list(csv.DictReader(file, dialect=dialect))
    personal = {
        entry for one in people for entry in one.values() if entry and ("@" in entry or re.match(r"^K\d{6,}$", entry))
    }
    assert len(personal) > CUSTOMERS / 2
    assert not [entry for entry in personal if entry in text]
    assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", text)
    assert page["has_quotes"] is False
    assert '"text"' not in text


def test_counts_of_fewer_than_five_are_withheld(page: dict[str, Any]) -> None:
    def figures(part: Any) -> list[dict[str, Any]]:
        if isinstance(part, list):
            return [one for inner in part for one in figures(inner)]
        if isinstance(part, dict):
            mine = [part] if {"figure", "n"} <= part.keys() else []
            return mine + [one for inner in part.values() for one in figures(inner)]
        return []

    small = [one for one in figures(page["views"]) if 0 < one["n"] < 5]
    assert all(one["is_withheld"] and one["figure"] is None for one in small)


def test_words_come_when_asked_for_and_the_page_says_so(shop: Any, tmp_path: Path) -> None:
    shop("map", "--out", tmp_path / "map.html", "--quotes", "--lang", "sv")
    found = embedded(tmp_path / "map.html")
    assert found["has_quotes"] is True
    assert found["language"] == "sv"
    assert '"text": "' in json.dumps(found)


def test_the_document_reads_back_without_loss(shop: Any, tmp_path: Path) -> None:
    shop("map", "--out", tmp_path / "map.yaml")
    shop("map", "--out", tmp_path / "map.json")
    from_yaml = read_document((tmp_path / "map.yaml").read_text("utf-8"))
    from_json = read_document((tmp_path / "map.json").read_text("utf-8"))
    assert from_yaml == from_json
    assert "Hämtning" in (tmp_path / "map.yaml").read_text("utf-8")


def test_a_picture_is_drawn_without_a_browser(shop: Any, tmp_path: Path) -> None:
    pytest.importorskip("py_mini_racer", reason="the extra resa[export] is not installed")
    shop("map", "--out", tmp_path / "map.svg")
    drawn = (tmp_path / "map.svg").read_text("utf-8")
    assert drawn.startswith("<svg")
    assert "Fjällbo" in drawn


def test_filters_move_every_figure(shop: Any, tmp_path: Path) -> None:
    shop("map", "--out", tmp_path / "some.html", "--where", "has(channel = store)")
    some = embedded(tmp_path / "some.html")["views"][0]["map"]
    (channel,) = [row for row in shop.rows("show", "channels") if row["channel"] == "store"]
    assert some["base"]["customers"] == channel["customers"]
    assert some["where"] == "has(channel = store)"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--out", "map.docx"), "got 'map.docx'"),
        (("--out", "map.html", "--lang", "fi"), "expected --lang en, sv, da, nb, got 'fi'"),
        (("--out", "map.html", "--goal", "purchse"), "unknown goal 'purchse'; nearest: purchase"),
        (("--out", "map.html", "--where", "channel = stroe"), "nearest: store"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_way_out(shop: Any, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in shop("map", *arguments, code=2).err
