"""Filters are read the same everywhere, and refused with a way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resa.model.condition import And, Comparison, ConditionError, Has, Not, Or, comparisons, parse, quoted
from resa.model.errors import UnknownNameError

WEB = Comparison("channel", "=", ("web",))
STORE = Comparison("channel", "=", ("store",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("channel = web", WEB),
        ("channel=web", WEB),
        ('channel = "web"', WEB),
        ("not channel = web", Not(WEB)),
        ("has(channel = store)", Has(STORE)),
        ("not has(channel = store)", Not(Has(STORE))),
        ("channel = web or channel = store and channel = web", Or((WEB, And((STORE, WEB))))),
        ("(channel = web or channel = store) and channel = web", And((Or((WEB, STORE)), WEB))),
        ("channel in (web, store)", Comparison("channel", "in", ("web", "store"))),
        ("touchpoint = Lagt i varukorg", Comparison("touchpoint", "=", ("Lagt i varukorg",))),
        ("touchpoint = 'Bad and ugly'", Comparison("touchpoint", "=", ("Bad and ugly",))),
        ("profile.country != SE", Comparison("profile.country", "!=", ("SE",))),
        ("property.BAREA = A", Comparison("property.BAREA", "=", ("A",))),
        ("time >= 2026-01-01T08:00:00+01:00", Comparison("time", ">=", ("2026-01-01T08:00:00+01:00",))),
        ("text contains förlåt", Comparison("text", "contains", ("förlåt",))),
    ],
)
def test_what_is_written_is_what_is_read(text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "expected a field, got 'the end'"),
        ("channel", "expected one of = != < <= > >= in contains after 'channel', got 'the end'"),
        ("channel = ", "expected a value, got 'the end'"),
        ("channel = web channel2 = x", "expected 'and', 'or' or the end, got '='"),
        ("(channel = web", "expected ')', got 'the end'"),
        ("channel in web", "expected '(', got 'web'"),
        ('channel = "web', "expected a field, a value or an operator"),
    ],
)
def test_wrong_writing_says_what_was_expected_and_what_came(text: str, sentence: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert sentence in str(refused.value)


def test_an_unknown_field_lists_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown field 'chanel' in 'chanel = web'; nearest: channel"):
        parse("chanel = web")


def test_comparisons_are_found_at_any_depth() -> None:
    condition = parse("not has(channel = store) and (channel = web or channel = store)")
    assert list(comparisons(condition)) == [STORE, WEB, STORE]


@given(st.text() | st.text(alphabet="'\" a"))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert parse(f"channel = {quoted(text)} and channel = web") == And((Comparison("channel", "=", (text,)), WEB))
