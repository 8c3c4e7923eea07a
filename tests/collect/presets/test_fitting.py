"""A spec is fitted to a file: columns by the file's names, and nothing that the file cannot give."""

from resa.collect.presets.fitting import fitted
from resa.collect.spec import (
    IdentifierRule,
    InteractionRule,
    LineRule,
    Money,
    OrderRule,
    Origin,
    ProfileRule,
    SourceSpec,
    TimeRule,
    When,
)

SPEC = SourceSpec(
    "orders",
    record=("Id",),
    time=TimeRule(("Day", "Clock"), format="%Y-%m-%d %H:%M"),
    identifiers=(IdentifierRule("Mail", "email"), IdentifierRule("Phone", "phone", region_column="Country")),
    interactions=(
        InteractionRule(
            Origin(constant="order"),
            Origin(column="Source", translate=(("pos", "store"),), otherwise="web"),
            money=Money("Total", Origin(column="Currency")),
            text=Origin(template="{Title} {Note}"),
        ),
        InteractionRule(
            Origin(constant="refund"), Origin(constant="web"), time=TimeRule(("Refunded",)), when=(When("Refunded"),)
        ),
    ),
    profile=ProfileRule((("Country", "country"), ("Town", "town"))),
    orders=OrderRule(Origin(column="Id"), lines=LineRule(Origin(column="Article"), "Quantity")),
)
WHOLE = {
    *("Id", "Day", "Clock", "Mail", "Phone", "Country", "Source", "Total", "Currency", "Title", "Note", "Refunded"),
    *("Town", "Article", "Quantity"),
}


def _fit(*absent: str, **renamed: str) -> SourceSpec:
    called = {name: renamed.get(name, name) for name in WHOLE if name not in absent}
    found = fitted(SPEC, called)
    assert found is not None
    return found


def test_a_file_with_every_column_keeps_the_whole_spec() -> None:
    assert _fit() == SPEC


def test_columns_go_by_the_names_of_the_file() -> None:
    found = _fit(Mail="E-post", Note="Anteckning", Town="Ort", Id="Nr")
    assert found.record == ("Nr",)
    assert found.identifiers[0].column == "E-post"
    assert found.interactions[0].text == Origin(template="{Title} {Anteckning}")
    assert found.profile == ProfileRule((("Country", "country"), ("Ort", "town")))


def test_what_reads_an_absent_column_is_left_out() -> None:
    found = _fit("Phone", "Town", "Note")
    assert [one.column for one in found.identifiers] == ["Mail"]
    assert found.profile == ProfileRule((("Country", "country"),))
    assert found.interactions[0].text is None


def test_a_time_of_two_columns_needs_both() -> None:
    called = {name: name for name in WHOLE if name != "Clock"}
    assert fitted(SPEC, called) is None  # the first interaction would have no time


def test_what_narrows_a_rule_takes_the_rule_along() -> None:
    assert [one.name.constant for one in _fit("Refunded").interactions] == ["order"]


def test_a_column_that_has_a_stand_in_becomes_that() -> None:
    assert _fit("Source").interactions[0].channel == Origin(constant="web")


def test_money_without_its_currency_stays_money() -> None:
    assert _fit("Currency").interactions[0].money == Money("Total", None)


def test_an_order_without_any_column_of_its_lines_has_none() -> None:
    orders = _fit("Article", "Quantity").orders
    assert orders is not None
    assert orders.lines is None


def test_nothing_is_left_of_a_spec_without_its_columns() -> None:
    assert fitted(SPEC, {}) is None
