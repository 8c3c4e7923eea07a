"""A folder of eight exports of seven tools becomes one map in one command, and people are one across them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.flow

SAMPLES = Path(__file__).parents[1] / "collect/presets"
PEOPLE = 30
Row = dict[str, Any]


def _day(n: int, *, ahead: int = 0) -> str:
    return f"2026-03-{1 + (n + ahead) % 28:02}"


def _csv(folder: Path, name: str, sample: str, made: Callable[[Row, int], Row]) -> None:
    """Writes a row for each person in the columns of a sample, made from its first row."""
    with (SAMPLES / sample).open(encoding="utf-8") as read:
        rows = csv.DictReader(read)
        first, columns = next(rows), rows.fieldnames
    with (folder / name).open("w", encoding="utf-8", newline="") as written:
        table = csv.DictWriter(written, columns or [])
        table.writeheader()
        table.writerows(first | made(first, n) for n in range(PEOPLE))


def _visits(folder: Path) -> None:
    lines = [json.loads(one) for one in (SAMPLES / "ga4_events/sample.jsonl").read_text("utf-8").splitlines()]
    with (folder / "a.jsonl").open("w", encoding="utf-8") as written:
        for n in range(PEOPLE):
            for at, event in enumerate(lines):
                own = {"user_pseudo_id": f"77.{n:05}", "user_id": None}
                own["event_timestamp"] = str(1_772_300_000_000_000 + (n * 86_400 + at * 60) * 1_000_000)
                if "ecommerce" in event:
                    own["ecommerce"] = {"transaction_id": f"#{1001 + n}", "purchase_revenue": 500}
                written.write(json.dumps(event | own) + "\n")


def _tickets(folder: Path) -> None:
    ticket = json.loads((SAMPLES / "zendesk_tickets/sample.json").read_text("utf-8"))["tickets"][0]
    made = [
        ticket | {"id": 9000 + n, "requester_id": 5000 + n, "created_at": f"{_day(n, ahead=3)}T08:00:00Z"}
        for n in range(PEOPLE)
    ]
    (folder / "d.json").write_text(json.dumps({"tickets": made, "count": PEOPLE}), encoding="utf-8")


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    _visits(folder)
    _csv(
        folder,
        "b.csv",
        "shopify_orders/sample.csv",
        lambda _, n: {
            "Name": f"#{1001 + n}",
            "Email": f"person{n}@example.se",
            "Billing Phone": f"+46701740{600 + n}",
            "Created at": f"{_day(n)} 12:00:00 +0100",
        },
    )
    _csv(
        folder,
        "c.csv",
        "hubspot_contacts/sample.csv",
        lambda _, n: {
            "Record ID": 100 + n,
            "Email": f"Person{n}@Example.se",
            "Phone Number": f"070-174 0{600 + n}",
            "Create Date": f"{_day(n)} 08:00",
            "Became a Customer Date": "",
        },
    )
    _tickets(folder)
    _csv(
        folder,
        "e.csv",
        "zendesk_users/sample.csv",
        lambda _, n: {"id": 5000 + n, "email": f"person{n}@example.se", "phone": ""},
    )
    _csv(
        folder,
        "f.csv",
        "typeform_responses/sample.csv",
        lambda _, n: {
            "#": f"t{n}",
            "How likely are you to recommend us to a friend?": n % 11,
            "What is your e-mail address?": f"person{n}@example.se",
            "Submit Date (UTC)": f"{_day(n, ahead=6)} 10:00:00",
        },
    )
    _csv(
        folder,
        "g.csv",
        "genesys_interactions/sample.csv",
        lambda _, n: {
            "Conversation ID": f"c{n}",
            "ANI": f"tel:+46701740{600 + n}",
            "Date": f"3/{1 + n % 28}/26 2:30 PM",
        },
    )
    _csv(
        folder,
        "h.csv",
        "trustpilot_reviews/sample.csv",
        lambda _, n: {
            "Review Id": f"r{n}",
            "Review User Id": f"tp{n}",
            "Reference Id": f"#{1001 + n}",
            "Review Created (UTC)": f"{_day(n, ahead=9)} 10:00:00",
        },
    )
    return folder


def test_eight_exports_become_one_map(resa, exports: Path, tmp_path: Path) -> None:
    report = resa("import", exports, "--yes", "--json").json
    assert len(report["sources"]) == 8
    told = [note for one in report["sources"] for note in one["notes"] if note.startswith("read as ")]
    assert len(told) == 8
    assert sum(one["rejected"] for one in report["sources"]) == 0
    assert resa.one("SELECT count(DISTINCT customer) FROM interactions") == PEOPLE
    channels = set(resa.pairs("SELECT channel, count(*) FROM interactions GROUP BY channel"))
    assert {"web", "email", "phone", "survey", "review", "search", "parcel"} <= channels
    page = tmp_path / "map.html"
    resa("map", "--out", page)
    assert page.stat().st_size > 50_000


def test_clicks_beside_eight_exports_are_of_the_same_people(resa, exports: Path) -> None:
    lines = [json.loads(one) for one in (SAMPLES / "posthog_events/sample.jsonl").read_text("utf-8").splitlines()]
    view, click = (next(one for one in lines if one["event"] == name) for name in ("$pageview", "$autocapture"))
    with (exports / "i.jsonl").open("w", encoding="utf-8") as written:
        for n in range(PEOPLE):
            own = {"distinct_id": f"p{n}", "person_properties": {"email": f"person{n}@example.se"}}
            for at, event in enumerate((view, click, click)):
                when = {"uuid": f"e{n}-{at}", "timestamp": f"{_day(n)}T11:00:0{at}Z"}
                device = {"properties": event["properties"] | {"$device_id": f"d{n}"}}
                written.write(json.dumps(event | own | when | device) + "\n")
    report = resa("import", exports, "--yes", "--json").json
    assert len(report["sources"]) == 9
    assert sum(one["rejected"] for one in report["sources"]) == 0
    assert resa.one("SELECT count(DISTINCT customer) FROM interactions") == PEOPLE
    (page,) = resa.rows("show", "clicks")
    assert (page["page"], page["clicks"], page["customers"]) == ("/korg", 2 * PEOPLE, PEOPLE)


def test_clicks_of_four_tools_are_seen_on_one_page(resa, tmp_path: Path) -> None:
    folder = tmp_path / "clicks"
    folder.mkdir()
    for name in ("posthog_events", "posthog_heatmaps", "matomo_visits", "matomo_recordings", "contentsquare_events"):
        sample = next((SAMPLES / name).glob("sample.*"))
        (folder / f"{name}{sample.suffix}").write_bytes(sample.read_bytes())
    report = resa("import", folder, "--yes", "--json").json
    assert sum(one["rejected"] for one in report["sources"]) == 0
    pages = {row["page"]: row for row in resa.rows("show", "clicks")}
    assert {page: (row["clicks"], row["placed"]) for page, row in pages.items()} == {"/korg": (9, 1), "/hjalp": (2, 1)}
    met = {row["element"]: row["clicks"] for row in resa.rows("show", "clicks", "--page", "/korg", "--by", "element")}
    assert sum(met.values()) == 9
    assert met["#kassa > button.buy"] == 2  # Matomo's recordings
    assert met["Till kassan"] == 2  # one of Matomo's visits, one of Hotjar
    assert met["a.help svg"] == 1  # PostHog


def test_properties_of_events_written_as_json_texts_are_opened(resa, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    text = (SAMPLES / "posthog_events/sample_table.csv").read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    resa("import", path, "--yes")
    path.write_text(text.replace("e1,", "f1,"), encoding="utf-8")
    (again,) = resa("import", path, "--yes", "--json").json["sources"]
    assert (again["duplicates"], again["stored"], again["rejected"]) == (6, 1, 0)
    assert resa.pairs("SELECT name, count(*) FROM interactions GROUP BY name")["/korg"] == 4


def test_a_spec_that_is_kept_or_given_goes_before_a_preset(resa, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text((SAMPLES / "trustpilot_reviews/sample.csv").read_text("utf-8"), encoding="utf-8")
    spec = tmp_path / "own.yaml"
    spec.write_text(
        "source: mine\nfiles: reviews.csv\ntime: Review Created (UTC)\n"
        "interactions: [{name: {constant: my own}, channel: {constant: review}}]\n",
        encoding="utf-8",
    )
    resa("import", path, "--spec", spec, "--yes")
    path.write_text(path.read_text("utf-8").replace("a1,", "b1,").replace("a2,", "b2,"), encoding="utf-8")
    resa("import", path, "--yes")
    assert resa.pairs("SELECT name, count(*) FROM interactions GROUP BY name") == {"my own": 4}


def test_a_survey_with_two_lines_of_headings_comes_again(resa, tmp_path: Path) -> None:
    path = tmp_path / "poll.csv"
    text = (SAMPLES / "surveymonkey_responses/sample.csv").read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    resa("import", path, "--yes")
    path.write_text(text.replace("114001", "114003"), encoding="utf-8")
    (again,) = resa("import", path, "--yes", "--json").json["sources"]
    assert (again["received"], again["duplicates"], again["stored"], again["rejected"]) == (2, 1, 1, 0)
    assert resa.one("SELECT count(*) FROM answers WHERE metric = 'nps'") == 3


def test_presets_are_listed_and_told(resa) -> None:
    assert "Zendesk: tickets" in resa_presets()
    assert "no live export was seen" in resa_presets("ga4_events")


def resa_presets(*words: str) -> str:
    import io
    from contextlib import redirect_stdout

    from resa.cli.program import run

    out = io.StringIO()
    with redirect_stdout(out):
        assert run(["presets", *words]) == 0
    return out.getvalue()
