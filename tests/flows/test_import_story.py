"""From exports to answers through the command line: what is kept, refused, mended, merged and proved."""

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from resa.store.engines.local.engine import LocalEngine
from resa.store.who import NOBODY

pytestmark = pytest.mark.flow

VISITS = """
source: visits
files: visits*.csv
time: at
identifiers:
- {column: customer, namespace: customer_number}
- {column: email, namespace: email}
interactions:
- {name: page, channel: {constant: web}, kind: {constant: view}}
"""

LETTERS = """
source: letters
files: letters.csv
time: at
identifiers:
- {column: email, namespace: email}
interactions:
- {name: {constant: newsletter}, channel: {constant: email}, kind: {constant: message_sent}, direction: {constant: out}}
"""

SHOP = """
source: shop
files: shop.csv
time: at
identifiers:
- {column: customer, namespace: customer_number}
interactions:
- name: {constant: receipt}
  channel: {constant: store}
  kind: {constant: order}
  order_id: receipt
  money: {column: amount, currency: {constant: SEK}}
orders:
  order_id: receipt
  channel: {constant: store}
  money: {column: amount, currency: {constant: SEK}}
answers:
- {column: stars, question: 'How was it?', metric: csat, low: 1, high: 5, not_answers: [blank]}
"""

PAGES = [
    ("K1", "anna@example.se", "2025-03-01T10:00:00", "home"),
    ("K1", "anna@example.se", "2025-03-01T10:05:00", "cart"),
    ("K2", "bo@example.se", "2025-03-02T09:00:00", "home"),
    ("K2", "bo@example.se", "2025-03-02T09:00:00", "home"),
    ("K3", "", "2025-03-03T09:00:00", "home"),
]
SENT = [
    ("anna@example.se", "2025-02-28T08:00:00"),
    ("bo@example.se", "2025-02-28T08:00:00"),
    ("cy@example.se", "2025-02-28T08:00:00"),
]
RECEIPTS = [
    ("K1", "2025-03-04T12:00:00", "R1", "100.00", "5"),
    ("K2", "2025-03-05T12:00:00", "R2", "50.50", "2"),
    ("K3", "2025-03-06T12:00:00", "R3", "9.50", "4"),
]


def write(folder, name, header, rows):
    path = Path(folder) / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def visits(folder, rows=PAGES, *, name="visits.csv"):
    return write(folder, name, ("customer", "email", "at", "page"), rows)


def spec(folder, text, *, name="spec.yaml"):
    path = Path(folder) / name
    path.write_text(text, encoding="utf-8")
    return path


def report(done):
    (source,) = done.json["sources"]
    return {key: source[key] for key in ("received", "stored", "duplicates", "rejected", "suppressed")}


@pytest.fixture(scope="session")
def three_sources(workspace_of, tmp_path_factory):
    """Three sources of one small company: pages, letters and receipts."""
    resa, folder = workspace_of("company"), tmp_path_factory.mktemp("exports")
    resa("import", visits(folder), "--spec", spec(folder, VISITS))
    resa("import", write(folder, "letters.csv", ("email", "at"), SENT), "--spec", spec(folder, LETTERS))
    header = ("customer", "at", "receipt", "amount", "stars")
    resa("import", write(folder, "shop.csv", header, RECEIPTS), "--spec", spec(folder, SHOP))
    return resa


@pytest.fixture
def company(three_sources, resa):
    """A workspace of that company to do anything with."""
    shutil.copytree(three_sources.workspace, resa.workspace)
    return resa


class TestKeeping:
    def test_importing_again_adds_nothing_and_changes_no_figure(self, resa, tmp_path) -> None:
        file = visits(tmp_path)
        first = resa("import", file, "--spec", spec(tmp_path, VISITS), "--json")
        before = [resa.rows("show", what) for what in ("channels", "transitions", "variants")]
        again = resa("import", file, "--json")

        assert report(first) == {"received": 5, "stored": 5, "duplicates": 0, "rejected": 0, "suppressed": 0}
        assert report(again) == {"received": 5, "stored": 0, "duplicates": 5, "rejected": 0, "suppressed": 0}
        assert [resa.rows("show", what) for what in ("channels", "transitions", "variants")] == before

    def test_an_overlapping_export_adds_what_is_new_and_rows_that_are_truly_repeated_stay(self, resa, tmp_path) -> None:
        more = [*PAGES[2:], ("K3", "", "2025-03-04T09:00:00", "cart"), ("K4", "", "2025-03-04T09:00:00", "home")]
        resa("import", visits(tmp_path), "--spec", spec(tmp_path, VISITS))
        overlapping = resa("import", visits(tmp_path, more, name="visits-2.csv"), "--json")

        assert report(overlapping) == {"received": 5, "stored": 2, "duplicates": 3, "rejected": 0, "suppressed": 0}
        assert resa.one("SELECT count(*) FROM interactions") == 7
        assert resa.one("SELECT count(*) FROM interactions WHERE customer = 'customer_number:K2'") == 2

    def test_the_report_has_the_documented_keys(self, resa, tmp_path) -> None:
        done = resa("import", visits(tmp_path), "--spec", spec(tmp_path, VISITS), "--json")
        (source,) = done.json["sources"]

        assert set(source) >= {"source", "received", "stored", "duplicates", "rejected", "suppressed", "yielded"}
        assert (source["source"], source["yielded"]) == ("visits", {"interactions": 5})

    def test_sums_are_proved_by_sources_and_check(self, company) -> None:
        for row in company.rows("sources"):
            ends = ("stored", "duplicates", "rejected", "suppressed", "erased")
            assert row["received"] == sum(row[end] for end in ends)
        claims = {row["claim"]: row["holds"] for row in company.rows("check")}

        assert all(claims.values())
        assert {f"every record of {name} is accounted for" for name in ("visits", "letters", "shop")} <= set(claims)

    def test_a_damaged_file_of_the_log_is_found(self, company) -> None:
        segment = max((company.workspace / "segments").rglob("*.parquet"))
        segment.write_bytes(segment.read_bytes()[:-9] + b"something")

        assert not all(row["holds"] for row in company("check", "--json", code=1).rows)


class TestAsking:
    def test_dates_that_prove_no_order_are_asked_about_even_with_yes(self, resa, tmp_path) -> None:
        rows = [("K1", "03-04-2025", "home"), ("K2", "05-06-2025", "home")]
        file = write(tmp_path, "visits.csv", ("customer_no", "date", "page"), rows)
        done = resa("import", file, "--yes", "--json", code=2)
        (question,) = [one for one in done.json["questions"] if one["field"] == "time.format"]
        (draft,) = done.json["drafts"]

        assert question["options"] == ["%d-%m-%Y", "%m-%d-%Y"]
        assert question["samples"] == ["03-04-2025", "05-06-2025"]
        assert done.json["error"]["code"] == "open_questions"
        assert "?" in done.json["spec"]
        assert draft in done.err
        assert resa.rows("sources") == []

        answered = Path(draft).read_text(encoding="utf-8").replace("'?'", "'%d-%m-%Y'")
        resa("import", file, "--spec", spec(tmp_path, answered))

        assert resa.one("SELECT min(time)::VARCHAR FROM interactions") == "2025-04-03 00:00:00"

    def test_a_draft_that_nobody_completed_is_refused_with_its_line(self, resa, tmp_path) -> None:
        file = write(tmp_path, "visits.csv", ("customer_no", "date", "page"), [("K1", "03-04-2025", "home")])
        (draft,) = resa("import", file, "--yes", "--json", code=2).json["drafts"]
        done = resa("import", file, "--spec", draft, code=2)

        assert "line " in done.err
        assert "still open" in done.err

    def test_what_is_proven_needs_no_answer(self, resa, tmp_path) -> None:
        rows = [(f"K{at}", f"2025-03-{at:02} 10:00:00", "web", "view") for at in range(1, 31)]
        file = write(tmp_path, "page_views.csv", ("customer_no", "time", "channel", "event"), rows)
        done = resa("import", file, "--yes", "--json")

        assert report(done)["stored"] == 30
        assert resa("show", "channels", "--json").json["base"]["customers"] == 30


class TestMending:
    DAY_FIRST = (("K1", "", "03/04/2025", "home"), ("K1", "", "25/04/2025", "cart"), ("K2", "", "26/04/2025", "home"))

    def test_rejected_records_are_stored_after_their_spec_was_mended(self, resa, tmp_path) -> None:
        wrong = VISITS.replace("time: at", "time: {columns: [at], format: '%m/%d/%Y'}")
        done = resa("import", visits(tmp_path, self.DAY_FIRST), "--spec", spec(tmp_path, wrong), "--json")
        faults = resa.rows("rejected")

        assert report(done) == {"received": 3, "stored": 1, "duplicates": 0, "rejected": 2, "suppressed": 0}
        assert done.json["sources"][0]["reasons"] == {"time_unreadable": 2}
        assert [(row["position"], row["field"], row["found"]) for row in faults] == [
            (1, "at", "25/04/2025"),
            (2, "at", "26/04/2025"),
        ]
        assert resa.one("SELECT count(*) FROM rejected") == 2

        kept = resa.workspace / "sources" / "visits.yaml"
        kept.write_text(kept.read_text(encoding="utf-8").replace("%m/%d/%Y", "%d/%m/%Y"), encoding="utf-8")
        replayed = resa("replay", "visits", "--json")

        assert report(replayed) == {"received": 2, "stored": 2, "duplicates": 0, "rejected": 0, "suppressed": 0}
        assert resa.rows("rejected") == []
        assert resa.pairs("SELECT time::VARCHAR, customer FROM interactions") == {
            "2025-04-03 00:00:00": "customer_number:K1",
            "2025-04-25 00:00:00": "customer_number:K1",
            "2025-04-26 00:00:00": "customer_number:K2",
        }
        assert [(row["from"], row["to"], row["count"]) for row in resa.rows("show", "transitions")] == [
            ("home", "cart", 1)
        ]
        assert all(row["holds"] for row in resa.rows("check"))

    def test_replaying_without_a_better_spec_changes_nothing(self, resa, tmp_path) -> None:
        wrong = VISITS.replace("time: at", "time: {columns: [at], format: '%m/%d/%Y'}")
        resa("import", visits(tmp_path, self.DAY_FIRST), "--spec", spec(tmp_path, wrong))
        done = resa("replay", "--json")

        assert report(done) == {"received": 2, "stored": 0, "duplicates": 0, "rejected": 2, "suppressed": 0}

    def test_a_damaged_file_fails_the_query_and_is_made_again_by_replaying(self, resa, tmp_path) -> None:
        rows = [("K1", "", "2025-04-03 10:00:00", "home"), ("K2", "", "2025-04-25 11:00:00", "cart")]
        resa("import", visits(tmp_path, rows), "--spec", spec(tmp_path, VISITS))
        before = resa.one("SELECT count(*) FROM interactions")
        (damaged,) = resa.workspace.glob("segments/*/interactions.parquet")
        damaged.write_bytes(b"something else")
        done = resa("query", "SELECT count(*) FROM interactions", code=1)

        assert f"once written to {damaged}, got others; run `resa replay` to make it again" in done.err

        resa("replay")

        assert resa.one("SELECT count(*) FROM interactions") == before
        assert all(row["holds"] for row in resa.rows("check"))


class TestEnding:
    def test_an_import_in_which_nothing_can_be_stored_fails(self, resa, tmp_path) -> None:
        rows = [("K1", "", "some day", "home")]
        done = resa("import", visits(tmp_path, rows), "--spec", spec(tmp_path, VISITS), "--json", code=1)

        assert report(done)["rejected"] == 1

    def test_one_bad_row_fails_only_a_strict_import(self, resa, tmp_path) -> None:
        rows = [*PAGES, ("K9", "", "some day", "home")]
        file, how = visits(tmp_path, rows), spec(tmp_path, VISITS)

        assert report(resa("import", file, "--spec", how, "--json"))["stored"] == 5
        resa("import", file, "--spec", how, "--source", "strictly", "--strict", code=1)

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("show", "channel"), "channels"),
            (("show", "channels", "--where", "chanel = web"), "channel"),
            (("show", "channels", "--where", "channel = wbe"), "web"),
            (("show", "channels", "--where", "source = visit"), "visits"),
            (("show", "funnel", "--steps", "hom,cart"), "home"),
            (("show", "conversions", "--goal", "purchse"), "purchase"),
            (("show", "transitions", "--by", "chanel"), "channel"),
            (("customer", "K11"), "K1"),
            (("query", "SELECT * FROM interaction"), "interactions"),
            (("replay", "vists"), "visits"),
            (("identity", "undo", "m1"), "nearest"),
        ],
    )
    def test_unknown_names_list_the_nearest(self, words, told, company) -> None:
        done = company(*words, code=2)

        assert "unknown" in done.err
        assert told in done.err

    @pytest.mark.parametrize(
        "words",
        [
            ("show", "funnel"),
            ("show", "funnel", "--steps", "home", "--order", "sideways"),
            ("show", "funnel", "--steps", "home", "--within", "soon"),
            ("show", "channels", "--per", "week"),
            ("show", "channels", "--where", "channel ="),
            ("show", "retention", "--bucket", "fortnight"),
            ("query", "DROP VIEW interactions"),
            ("query", "SELECT nonsense FROM interactions"),
            ("query", "SELECT * FROM read_csv('/etc/hosts')"),
            ("draw",),
            ("show", "channels", "--colour", "blue"),
        ],
    )
    def test_wrong_use_ends_with_two_and_a_sentence_as_json(self, words, company) -> None:
        done = company(*words, "--json", code=2)

        assert done.err.startswith("resa: ")
        assert done.json["error"]["sentence"]

    def test_where_there_is_no_workspace_it_says_how_to_make_one(self, resa) -> None:
        done = resa("show", "channels", code=2)

        assert "resa import" in done.err

    def test_a_file_that_is_not_there_is_named(self, resa, tmp_path) -> None:
        done = resa("import", tmp_path / "nowhere.csv", code=1)

        assert "nowhere.csv" in done.err


class TestWhoIsWho:
    def test_a_customer_is_one_path_over_channels(self, company) -> None:
        for name in ("K1", "customer_number:K1", "anna@example.se"):
            rows = company.rows("customer", name)
            assert [(row["channel"], row["touchpoint"]) for row in rows] == [
                ("email", "newsletter"),
                ("web", "home"),
                ("web", "cart"),
                ("store", "receipt"),
            ]

    def test_undoing_a_merge_is_followed_by_every_figure(self, company) -> None:
        def figures():
            base = company("show", "channels", "--json").json["base"]
            edges = {(row["from"], row["to"]): row["count"] for row in company.rows("show", "transitions")}
            return base["customers"], edges

        people, edges = figures()
        merges = {tuple(sorted(row["identifiers"])): row for row in company.rows("identity", "merges")}
        merge = merges["customer_number:K1", "email:anna@example.se"]
        company("identity", "undo", merge["merge_id"])
        afterwards, fewer = figures()

        assert (people, afterwards) == (4, 5)
        assert edges.pop(("newsletter", "home")) == 2
        assert fewer.pop(("newsletter", "home")) == 1  # the other customer's letter still leads home
        assert fewer == edges
        assert [row["touchpoint"] for row in company.rows("customer", "anna@example.se")] == ["newsletter"]
        assert [row["touchpoint"] for row in company.rows("customer", "K1")] == ["home", "cart", "receipt"]
        assert merge["merge_id"] not in {
            row["merge_id"] for row in company.rows("identity", "merges") if row["status"] == "active"
        }
        assert all(row["holds"] for row in company.rows("check"))

    def test_an_undone_merge_stays_undone_when_records_come_again(self, company, tmp_path) -> None:
        merges = {tuple(sorted(row["identifiers"])): row for row in company.rows("identity", "merges")}
        company("identity", "undo", merges["customer_number:K1", "email:anna@example.se"]["merge_id"])
        later = [("K1", "anna@example.se", "2025-04-01T10:00:00", "home")]
        company("import", visits(tmp_path, later, name="visits-3.csv"))

        assert [row["touchpoint"] for row in company.rows("customer", "anna@example.se")] == ["newsletter"]

    def test_two_customers_with_one_login_are_a_conflict_and_never_one(self, resa, tmp_path) -> None:
        rows = [
            ("K1", "x@example.se", "2025-03-01T10:00:00", "home"),
            ("K2", "x@example.se", "2025-03-01T11:00:00", "home"),
        ]
        resa("import", visits(tmp_path, rows), "--spec", spec(tmp_path, VISITS))

        assert resa("show", "channels", "--json").json["base"]["customers"] == 2
        assert resa.rows("identity", "conflicts")


FIELDS = {
    "transitions": ("from", "to", "count", "customers", "median_wait_seconds"),
    "variants": ("path", "count", "share"),
    "funnel": ("step", "customers", "share"),
    "channels": ("channel", "customers", "interactions", "physical"),
    "touchpoints": ("name", "channel", "stage", "provenance", "customers", "interactions"),
    "stages": ("stage", "customers", "share", "median_seconds_to_next"),
    "sessions": ("count", "customers", "median_length", "median_seconds"),
    "retention": ("cohort", "age", "customers", "share"),
    "waits": ("from", "to", "n", "median_seconds", "p90_seconds"),
    "repeats": ("matter", "channels", "customers", "count"),
    "conversions": ("goal", "converted", "share", "median_seconds"),
    "kpis": ("kpi", "value", "n"),
}
ENVELOPE = {"what", "per", "where", "as_of", "revision", "base", "measures", "rows", "exact"}


class TestShowing:
    @pytest.mark.parametrize("per", ["customer", "journey", "session"])
    @pytest.mark.parametrize("what", FIELDS)
    def test_every_answer_has_the_documented_shape(self, what, per, company) -> None:
        steps = ("--steps", "home,cart") if what == "funnel" else ()
        answer = company("show", what, "--per", per, "--where", "channel != fax", *steps, "--json").json

        assert set(answer) >= ENVELOPE
        assert (answer["what"], answer["per"], answer["where"]) == (what, per, "channel != fax")
        assert set(answer["base"]) == {"customers", "journeys", "interactions", "from", "to"}
        assert answer["base"]["customers"] == 4
        assert answer["exact"] is True
        assert datetime.fromisoformat(answer["as_of"]).tzinfo is not None
        assert all(set(measure) == {"unit", "variant"} for measure in answer["measures"].values())
        for row in answer["rows"]:
            assert set(FIELDS[what]) <= set(row)
        assert answer["rows"] or what == "repeats"

    def test_every_share_carries_its_interval(self, company) -> None:
        for what in ("variants", "stages", "retention", "conversions"):
            for row in company.rows("show", what):
                low, high = row["share_interval"]
                assert 0 <= low <= row["share"] <= high <= 1

    def test_the_words_for_people_say_the_base_too(self, company) -> None:
        assert "4 customers, 11 interactions" in company("show", "channels").out

    def test_a_period_is_half_open(self, company) -> None:
        rows = company.rows("show", "channels", "--from", "2025-03-04T12:00:00", "--to", "2025-03-06T12:00:00")

        assert [(row["channel"], row["interactions"]) for row in rows] == [("store", 2)]

    def test_two_aggregates_of_one_score_stand_side_by_side(self, company) -> None:
        sql = "SELECT avg(score) AS mean, median(score) AS middle, count(score) AS n FROM answers WHERE metric = 'csat'"

        assert company.rows("query", sql) == [{"mean": pytest.approx(11 / 3), "middle": 4.0, "n": 3}]

    def test_a_metric_of_three_answers_says_how_little_it_rests_on(self, company) -> None:
        by_name = {row["kpi"]: row for row in company.rows("show", "kpis")}
        mean, top = by_name["csat_mean"], by_name["csat_top2_share"]

        assert (mean["n"], mean["small_sample"], top["small_sample"]) == (3, True, True)
        assert mean["value"] == pytest.approx(11 / 3)
        # by hand: 4, 5 and 2, and one answer at each end of the scale: 17 of 5, squares 45 + 1 + 25
        half = 1.959964 * ((71 / 5 - (17 / 5) ** 2) / 5) ** 0.5
        assert mean["value_interval"] == pytest.approx([17 / 5 - half, min(5.0, 17 / 5 + half)], abs=1e-4)
        assert top["value"] == pytest.approx(2 / 3)

    def test_conversions_and_their_worth(self, company) -> None:
        (row,) = company.rows("show", "conversions")

        assert (row["goal"], row["converted"], row["units"], row["share"]) == ("purchase", 3, 4, 0.75)
        assert (row["order_value_total"], row["currency"]) == (160.0, "SEK")


class TestTotals:
    """1,300 customers of whom each takes a path of their own, but for 100 who only come home."""

    @pytest.fixture
    def crowd(self, resa, tmp_path):
        start = datetime(2025, 1, 1, tzinfo=UTC)
        rows = [(f"A{at}", "", start.isoformat(), "home") for at in range(100)]
        for at in range(1, 1201):
            pages = ["home", *("cart" if at >> bit & 1 else "list" for bit in range(at.bit_length()))]
            rows += [(f"B{at}", "", (start + timedelta(minutes=n)).isoformat(), page) for n, page in enumerate(pages)]
        resa("import", visits(tmp_path, rows), "--spec", spec(tmp_path, VISITS))
        return resa, len(rows)

    def test_paths_funnels_and_people_add_up_with_the_rest_shown(self, crowd) -> None:
        resa, interactions = crowd
        base = resa("show", "variants", "--json").json["base"]
        variants = resa.rows("show", "variants")
        funnel = resa.rows("show", "funnel", "--steps", "home,cart")
        edges = resa.rows("show", "transitions")

        assert (base["customers"], base["interactions"]) == (1300, interactions)
        assert sum(row["count"] for row in variants) == 1300
        assert variants[-1]["path"] is None
        assert len(variants) - 1 + variants[-1]["variants"] == 1201
        assert [row["customers"] for row in funnel] == [1300, 1200]  # every number has a bit that is set
        assert sum(row["count"] for row in edges) == interactions - 1300
        assert {row["channel"]: row["interactions"] for row in resa.rows("show", "channels")} == {"web": interactions}


class TestExtremes:
    @pytest.fixture
    def extremes(self, resa, tmp_path):
        start = datetime(2025, 1, 1, tzinfo=UTC)

        def steps(customer, count, pages):
            return [
                (customer, "", (start + timedelta(seconds=at)).isoformat(), f"page {at % pages}") for at in range(count)
            ]

        rows = [*steps("many", 100_000, 7), *steps("long", 1_000, 300), *steps("one", 1, 1)]
        resa("import", visits(tmp_path, rows), "--spec", spec(tmp_path, VISITS))
        return resa

    def test_very_long_and_very_short_histories_are_counted(self, extremes, tmp_path) -> None:
        base = extremes("show", "channels", "--json").json["base"]
        paths = sorted(len(row["path"]) for row in extremes.rows("show", "variants"))
        edges = extremes.rows("show", "transitions")
        page = tmp_path / "map.json"
        extremes("map", "--out", page)

        assert (base["customers"], base["interactions"]) == (3, 101_001)
        assert paths == [1, 1_000, 100_000]
        assert sum(row["count"] for row in edges) == 99_999 + 999
        assert len(extremes.rows("customer", "many")) == 100_000
        assert len(extremes.rows("customer", "one")) == 1
        assert extremes.rows("show", "sessions")[0]["count"] == 3
        assert json.loads(page.read_text(encoding="utf-8"))


def test_files_that_do_not_fit_their_spec_are_told_together_before_anything_is_stored(resa, tmp_path):
    happened = "interactions: [{name: {constant: call}, channel: {constant: phone}}]\n"
    (tmp_path / "spec.yaml").write_text("source: calls\nfiles: calls*.csv\ntime: at\n" + happened)
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "calls_1.csv").write_text("at,who\n2026-03-01 10:00:00,a\n")
    (exports / "calls_2.csv").write_text("when,who\n2026-03-02 10:00:00,a\n")
    (exports / "calls_3.csv").write_text("moment,who\n2026-03-02 10:00:00,a\n")
    told = resa("import", exports, "--spec", tmp_path / "spec.yaml", code=2).err
    assert "2 lack columns; nothing was stored" in told
    assert "calls_2.csv" in told
    assert "calls_3.csv" in told
    assert resa.rows("sources") == []


def test_after_a_kill_what_is_yielded_once_stays_once(resa, tmp_path):
    """The lines of one order lie in two files; the identity book of the import was lost."""
    happened = "interactions: [{name: {constant: order}, channel: {constant: web}, once_per: [order]}]\n"
    who = "identifiers: [{column: who, namespace: login}]\n"
    (tmp_path / "spec.yaml").write_text("source: lines\nfiles: lines*.csv\ntime: at\n" + who + happened)
    for number, line in enumerate(("2026-03-01 10:00:00,a,1,socks", "2026-03-01 10:00:00,a,1,boots")):
        (tmp_path / f"lines_{number}.csv").write_text(f"at,who,order,what\n{line}\n")
        resa("import", tmp_path / f"lines_{number}.csv", "--spec", tmp_path / "spec.yaml")
    assert resa.one("SELECT count(*) FROM interactions") == 1
    LocalEngine.open(resa.workspace).assign(NOBODY)
    resa("import", tmp_path / "lines_1.csv", "--spec", tmp_path / "spec.yaml")
    assert resa.one("SELECT count(*) FROM interactions") == 1
    assert resa.one("SELECT customer FROM interactions") == "login:a"
