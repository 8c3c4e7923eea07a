"""What is about another company is kept apart: it never becomes an interaction, an answer or a customer of ours."""

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from resa.collect.draft import Circumstances
from resa.collect.judge import Judged, judge
from resa.collect.readers.raw import RawBatch
from resa.collect.specfile import spec_from_yaml

ROWS = pa.table(
    {
        "at": ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"],
        "brand": ["Fjällbo", "Rival", "", "FJÄLLBO"],
        "mail": ["a@x.se", "b@x.se", "c@x.se", "d@x.se"],
        "stars": ["5", "2", "4", "3"],
        "words": ["Bra", "Dåligt", "Ok", "Nja"],
    }
)
BASE = """
source: reviews
time: at
company: {name: brand, ours: [Fjällbo]}
identifiers: [{column: mail, namespace: email}]
interactions:
- {name: {constant: review}, channel: {constant: review}, text: words, score: {column: stars, low: 1, high: 5}}
"""
ANSWERS = "answers: [{column: stars, question: Stars, metric: stars, low: 1, high: 5, text: words}]\n"


def _judged(text: str) -> Judged:
    batch = RawBatch(ROWS, np.arange(ROWS.num_rows))
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return judge(batch, spec_from_yaml(text), circumstances=Circumstances(now))


def test_only_what_is_ours_counts_as_ours() -> None:
    judged = _judged(BASE + ANSWERS)
    assert judged.yielded["interactions"]["text"].to_pylist() == ["Bra", "Ok", "Nja"]
    assert judged.yielded["answers"]["score"].to_pylist() == [5, 4, 3]
    assert dict(judged.identifiers)["email"].to_pylist() == ["a@x.se", None, "c@x.se", "d@x.se"]


def test_the_others_answers_stand_by_their_company() -> None:
    (row,) = _judged(BASE + ANSWERS).yielded["competitors"].to_pylist()
    told = {name: row[name] for name in ("company", "question", "metric", "score", "score_high", "text", "is_answer")}
    assert told == {
        "company": "Rival",
        "question": "Stars",
        "metric": "stars",
        "score": 2.0,
        "score_high": 5.0,
        "text": "Dåligt",
        "is_answer": True,
    }


def test_without_answers_what_was_said_in_an_interaction_is_kept() -> None:
    (row,) = _judged(BASE).yielded["competitors"].to_pylist()
    assert (row["company"], row["question"], row["metric"], row["score"]) == ("Rival", "review", "other", 2.0)


def test_a_file_about_one_other_company_yields_nothing_of_ours() -> None:
    judged = _judged(BASE.replace("{name: brand, ours: [Fjällbo]}", "{name: {constant: Rival}}") + ANSWERS)
    assert {kind: table.num_rows for kind, table in judged.yielded.items()} == {"competitors": 4}
    assert all(one is None for _, array in judged.identifiers for one in array.to_pylist())
