from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
import yaml

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.decision import Decision, DecisionError, Decisions, Verdict, merge_id
from resa.collect.identity.resolve import resolve
from resa.collect.identity.undo import UnknownMergeError, undo
from resa.model.identifier import Identifier

PHONE, NUMBER, EMAIL = Identifier("phone", "+46701"), Identifier("customer_number", "1"), Identifier("email", "å@x.se")


def test_a_decision_survives_its_yaml_text() -> None:
    decision = Decision(Verdict.APART, NUMBER, PHONE, at=datetime(2026, 3, 1, tzinfo=UTC), by="kim", note="sold phone")
    decisions = Decisions((decision, Decision(Verdict.TOGETHER, EMAIL, PHONE)))
    text = yaml.safe_dump(decisions.document(), allow_unicode=True)
    assert Decisions.read(yaml.safe_load(text)) == decisions


def test_the_last_word_on_two_identifiers_counts() -> None:
    decisions = Decisions().with_all(
        [Decision(Verdict.APART, NUMBER, PHONE), Decision(Verdict.TOGETHER, PHONE, NUMBER)]
    )
    assert decisions.pairs(Verdict.APART) == ()
    assert decisions.pairs(Verdict.TOGETHER) == ((PHONE, NUMBER),)


def test_a_merge_is_named_the_same_from_both_sides() -> None:
    assert merge_id(PHONE, NUMBER) == merge_id(NUMBER, PHONE)
    assert merge_id(PHONE, NUMBER) != merge_id(PHONE, EMAIL)


def test_all_faults_of_the_settings_are_told_at_once() -> None:
    document = [{"apart": [{"phone": 701}, {"email": "a"}]}, {"joined": []}, {"together": [{"email": "a"}]}]
    with pytest.raises(DecisionError) as error:
        Decisions.read(document)
    assert [fault.split(":")[0] for fault in error.value.faults] == [f"identity.yaml, entry {n}" for n in (1, 2, 3)]
    assert "write phone: '701'" in error.value.faults[0]


def test_taking_back_what_nobody_decided_names_what_was_decided() -> None:
    decisions = Decisions((Decision(Verdict.APART, NUMBER, PHONE),))
    with pytest.raises(DecisionError, match=merge_id(NUMBER, PHONE)):
        decisions.without("m0")


def two_customers() -> IdentityBook:
    book = IdentityBook()
    columns = [("customer_number", pa.array(["1", None, "2"])), ("phone", pa.array(["+46701", "+46701", "+46702"]))]
    book.subjects(columns, times_us=np.arange(3), source="calls")
    return book


def test_the_table_names_merges_as_decisions_do() -> None:
    links = resolve(two_customers()).tables["links"].to_pylist()
    pairs = [[Identifier(*text.split(":")) for text in (row["a"], row["b"])] for row in links]
    assert [row["merge_id"] for row in links] == [merge_id(*pair) for pair in pairs]


def test_undo_takes_a_merge_by_its_id_and_knows_no_others() -> None:
    book = two_customers()
    decisions = undo(Decisions(), merge_id(NUMBER, PHONE), assignment=resolve(book), by="kim")
    assert resolve(book, decisions).customer.tolist() == [0, 1, 2]
    with pytest.raises(UnknownMergeError, match=r"unknown merge 'm70'"):
        undo(Decisions(), "m70", assignment=resolve(book))
