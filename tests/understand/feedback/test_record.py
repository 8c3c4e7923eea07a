"""Everything said, from every source, each saying once."""

from dataclasses import dataclass

import pyarrow as pa
from tests.understand.conftest import Build

from resa.mapping.catalogue import catalogue
from resa.model.condition import parse
from resa.model.stage import DEFAULT_STAGES
from resa.store.port import Scope
from resa.store.schema import ANSWERS, INTERACTIONS
from resa.understand.feedback.record import feedback, kept_feedback

CHAT = {"channel": "chat", "name": "chat", "kind": "chat", "direction": "in"}


@dataclass
class Yielded:
    """What one file of a survey yields: a record is an interaction, and an answer to each of its questions."""

    answers: pa.Table
    interactions: pa.Table

    def table(self, name: str) -> pa.Table:
        return self.answers if name == "answers" else self.answers.slice(0, 0)

    def spoken(self) -> pa.Table:
        return self.interactions


def yielded(schema: pa.Schema, rows: list[dict[str, object]]) -> pa.Table:
    plain = pa.Table.from_pylist([{"part": 0, "subject": 0, "is_date": False, **row} for row in rows], schema=schema)
    more = {"customer": [row["subject"] for row in rows], "source": ["s"] * len(rows), "segment_id": [1] * len(rows)}
    for name, column in more.items():
        plain = plain.append_column(name, pa.array(column))
    return plain


def test_a_survey_answered_is_one_saying_whose_words_count_once() -> None:
    answer = {"record": 7, "subject": 3, "question": "q", "text": "Good help", "is_answer": True, "channel": "survey"}
    answers = yielded(ANSWERS, [{**answer, "metric": "nps", "score": 9.0}, {**answer, "metric": "csat", "score": 4.0}])
    told = {"channel": "survey", "name": "survey answered", "kind": "survey", "text": "Good help"}
    interactions = yielded(INTERACTIONS, [{"record": 7, "subject": 3, **told}, {"record": 8, "subject": 3, **told}])
    found = feedback(Yielded(answers, interactions), catalogue=catalogue([], said=(), stages=DEFAULT_STAGES))
    assert (len(found), found.sayings, found.wordings.texts) == (3, 2, ("Good help",))
    assert found.is_read.tolist() == [True, False, True]  # the second answer repeats the first; the other record is new


def test_what_the_company_says_itself_is_no_feedback(town: Build) -> None:
    place = town(
        [
            {"who": 1, "at": 0, "text": "Where is my parcel?", **CHAT},
            {"who": 1, "at": 1, "text": "It is on its way", **CHAT, "direction": "out"},
            {"who": 2, "at": 1, "text": "Sale!", "channel": "email", "name": "letter", "kind": "message_sent"},
            {"who": -1, "at": 2, "text": " Where is my parcel? ", **CHAT},
            {"who": 2, "at": 3, "text": None, **CHAT},
        ]
    )
    found = feedback(place.source, catalogue=place.catalogue)
    assert (len(found), found.wordings.texts) == (2, ("Where is my parcel?",))
    assert sorted(found.said.customer.tolist())[0] == -1  # nobody known says it as well


def test_a_field_that_was_filled_with_nothing_is_no_text(town: Build) -> None:
    nothing = ["-", "–", " . ", "...", "_", "/", "\u200b\u2060", "\ufeff", "\u00ad", "\ufe0f", "\u3164", "\u00a0"]
    something = ["?", ":)", ":-/", "👍", "❤️", "5", "på", "ok.", "\u200bsen", "***"]
    rows = [{"who": 1, "at": at, "text": text, **CHAT} for at, text in enumerate(nothing + something)]
    place = town(rows)
    found = feedback(place.source, catalogue=place.catalogue)
    assert found.wordings.texts == tuple(something)
    assert len(found) == len(something)  # who says nothing and scores nothing said nothing


def test_a_filter_keeps_what_it_keeps_of_answers(town: Build) -> None:
    place = town(
        [{"who": who, "at": 0, "text": f"Words of {who}", **CHAT} for who in (1, 2)],
        profiles=[{"who": 1, "at": None, "properties": {"land": "SE"}}],
    )
    every = feedback(place.source, catalogue=place.catalogue)
    scope = Scope(where=parse("profile.land = SE"), stages=place.stages)
    kept = kept_feedback(every, engine=place.engine, scope=scope)
    assert [every.wordings.texts[at] for at in kept.wording] == ["Words of 1"]
    none = kept_feedback(every, engine=place.engine, scope=Scope(where=parse("channel = web"), stages=place.stages))
    assert len(none) == 0
