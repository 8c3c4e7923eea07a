"""What customers say, told at the command line: read, labelled, felt and counted, beside what is said of others."""

from pathlib import Path

import pytest
from tests.flows.conftest import Resa

from resa.app.workspace import open_workspace

pytestmark = pytest.mark.flow

LATE, KIND, ODD = "Väldigt dålig leverans, jag är besviken", "Fantastic help, thank you so much", "Qwrt zxcv"

REVIEWS = """
source: reviews
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: review}, channel: {constant: review}, kind: {constant: review}, text: words}
answers:
- column: stars
  question: stars
  metric: stars
  low: 1
  high: 5
  touchpoint: {constant: review}
  channel: {constant: review}
  text: words
company: {name: company, ours: [Us]}
"""
CHATS = """
source: chats
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: chat}, channel: {constant: chat}, kind: {constant: chat}, direction: {constant: in}, text: words}
"""


@pytest.fixture
def told(resa: Resa, tmp_path: Path) -> Resa:
    """Forty reviews of ours and ten of others; twenty chats."""
    stars = [(1, LATE) if n % 4 == 0 else (5, KIND) for n in range(40)]
    reviews = [f"r{n},2026-01-{1 + n % 28:02}T10:00:00Z,{one},{words},Us" for n, (one, words) in enumerate(stars)]
    reviews += [f"o{n},2026-01-05T10:00:00Z,1,{LATE},Them" for n in range(10)]
    chats = [f"r{n},2026-02-{1 + n:02}T10:00:00Z,{LATE if n < 12 else ODD}" for n in range(20)]
    files = {"reviews": ("who,at,stars,words,company", reviews, REVIEWS), "chats": ("who,at,words", chats, CHATS)}
    for name, (head, rows, spec) in files.items():
        quoted = [row.replace(LATE, f'"{LATE}"').replace(KIND, f'"{KIND}"') for row in rows]
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *quoted]), encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(spec, encoding="utf-8")
        resa("import", tmp_path / f"{name}.csv", "--spec", tmp_path / f"{name}.yaml")
    return resa


def test_scores_and_words_are_told_apart_and_both_in_full(told: Resa) -> None:
    rows = {row["touchpoint"]: row for row in told.rows("show", "emotions")}
    review, chat = rows["review"], rows["chat"]
    assert (review["reported_n"], review["reported"], review["inferred_n"]) == (40, 1.0, 40)
    assert (chat["reported"], chat["reported_n"], chat["inferred_n"]) == (None, 0, 20)
    assert chat["inferred"] < 0 < review["inferred"]
    assert (chat["inferred_negative_share"], chat["abstained_share"]) == (0.6, 0.4)
    by_channel = {row["channel"]: row["inferred_n"] for row in told.rows("show", "emotions", "--by", "channel")}
    assert by_channel == {"review": 40, "chat": 20}


def test_reasons_stand_beside_those_of_others_and_quote_in_their_own_language(told: Resa) -> None:
    answer = told("show", "themes", "--json").json
    delivery = next(row for row in answer["rows"] if row["theme"] == "delivery")
    assert (delivery["count"], delivery["customers"], delivery["cause"]) == (22, 19, "delivery")
    assert (delivery["others_share"], delivery["quote"], delivery["quote_language"]) == (1.0, LATE, "sv")
    assert "10 sayings about 1 other companies stand beside ours" in answer["notes"]


def test_labels_win_and_all_bad_rows_are_told_at_once(told: Resa, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("text,feeling,reasons\nA,sour,price\n,positive,\nB,,weather\n", encoding="utf-8")
    done = told("feedback", "label", bad, "--json", code=2)
    assert done.json["error"]["code"] == "label_file"
    assert len(done.json["error"]["faults"]) == 3
    good = tmp_path / "good.json"
    good.write_text(f'[{{"text": "{ODD}", "feeling": "positive", "reasons": "price; staff"}}]', encoding="utf-8")
    assert told("feedback", "label", good, "--by", "Ida", "--json").json == {
        "labels": 1, "new": 1, "texts_said": 1, "kept": 1,
    }  # fmt: skip
    chat = next(row for row in told.rows("show", "emotions") if row["touchpoint"] == "chat")
    assert (chat["inferred_positive_share"], chat["abstained_share"]) == (0.4, 0.0)
    price = next(row for row in told.rows("show", "themes") if row["theme"] == "price")
    assert price["count"] == 8
    notes = told("feedback", "--json").json["notes"]
    assert "1 of 3 different texts are as people labelled them" in notes


def test_what_was_read_is_kept_and_goes_with_who_said_it(told: Resa) -> None:
    told("show", "emotions")
    kept = told.workspace / "readings"
    assert list(kept.glob("*/*.parquet"))
    assert all(LATE.encode() not in file.read_bytes() for file in kept.rglob("*") if file.is_file())
    workspace = open_workspace(told.workspace)
    codes = {int(code) for part in workspace.engine.partitions(workspace.scope()) for code in part.customer}
    workspace.engine.erase(codes)
    import pyarrow.parquet as pq

    left = sum(pq.read_metadata(file).num_rows for file in kept.glob("*/*.parquet"))
    assert left == 1  # what others' reviewers say stays: nobody known said it


def test_words_behind_a_reading_are_shown(told: Resa) -> None:
    found = told("feedback", "words", LATE, "--lang", "sv", "--json").json
    assert (found["feeling"], found["language"]) == ("negative", "sv")
    assert any(one["word"] == "besviken" and one["weight"] < 0 for one in found["words"])


def test_the_sources_of_feedback_are_listed(told: Resa) -> None:
    rows = {(row["source"], row["company"]): row for row in told.rows("feedback")}
    assert rows["reviews", None]["sayings"] == 40
    assert rows["reviews", "Them"]["texts"] == 10
    assert rows["chats", None]["read_by"] == {"lexicon": 20}
