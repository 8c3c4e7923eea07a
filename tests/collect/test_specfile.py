"""Specs as YAML: nothing lost there and back, every fault told at once."""

import pytest

from resa.collect.spec import InteractionRule, Origin, SourceSpec, TimeRule, When
from resa.collect.speccolumn import columns_of, property_columns
from resa.collect.specfile import SpecError, spec_from_yaml, spec_to_yaml

FULL = """
source: calls
files: calls*.csv
format: {kind: csv, encoding: utf-8, delimiter: ;}
record: [id]
sequence: [id]
time:
  columns: [day, clock]
  format: '%d-%m-%Y %H:%M'
zone: Europe/Stockholm
region: SE
identifiers:
- {column: customer, namespace: customer_number, template: 'C{:08d}'}
- {column: phone, namespace: phone, region_column: country}
lookups:
- file: agents.csv
  on: {agent: id}
  columns: {team: team}
interactions:
- name: {constant: call}
  channel:
    column: via
    translate: {'no': mail, '01': web}
    otherwise: unknown
  when:
  - filled
  - {column: state, one_of: ['01', 'no']}
  once_per: [id]
  money:
    column: amount
    currency: {constant: SEK}
    decimal: ','
  wait: {start: day, end: clock}
"""


def test_round_trip_is_lossless_and_canonical() -> None:
    spec = spec_from_yaml(FULL)
    written = spec_to_yaml(spec)
    assert spec_from_yaml(written) == spec
    assert spec_to_yaml(spec_from_yaml(written)) == written


def test_texts_are_taken_as_written() -> None:
    rule = spec_from_yaml(FULL).interactions[0]
    assert rule.channel.translate == (("no", "mail"), ("01", "web"))
    assert rule.when == (When("filled"), When("state", one_of=("01", "no")))


def test_every_fault_is_told_at_once_with_its_line() -> None:
    rules = "interactions:\n- name: {constant: a, column: b}\n  chanel: x\n"
    wrong = f"sorce: x\n{rules}answers: [{{column: a, question: b, low: q}}]"
    with pytest.raises(SpecError) as caught:
        spec_from_yaml(wrong, where="x.yaml")
    told = "\n".join(caught.value.faults)
    assert "line 1: unknown field 'sorce' at spec; nearest: source" in told
    assert "line 3: spec.interactions[0].name: expected one of column, constant, template" in told
    assert "line 4: unknown field 'chanel' at spec.interactions[0]; nearest: channel" in told
    assert "line 5: expected a number at spec.answers[0].low, got 'q'" in told


def test_an_open_question_is_no_answer() -> None:
    with pytest.raises(SpecError, match="still open"):
        spec_from_yaml("source: a\ntime: {columns: [t], format: '?'}\ninteractions: [{name: n, channel: c}]")


@pytest.mark.parametrize("text", ["", "[", "- 1", "source: a", "source: ''\nis_reference: true"])
def test_what_is_no_spec_is_said(text: str) -> None:
    with pytest.raises(SpecError):
        spec_from_yaml(text)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("zone: Europe/Stokholm", "expected a time zone"),
        ("region: Sweden", "two letters of a country"),
        ("received: {columns: [t], format: '%Q'}", "got %Q"),
        ("received: {columns: [t], format: dmy}", "expected a time format"),
        ("received: {format: iso}", "either columns or a template"),
        ("answers: [{column: a, question: q, metric: nsp}]", "expected a metric of nps"),
        ("answers: [{column: a, question: q, low: 5, high: 1}]", "expected a scale to rise"),
        ("orders: {order_id: o, money: {column: m, decimal: ;}}", "expected a decimal sign"),
        ("identifiers: [{column: '', namespace: email}]", "expected a column and a namespace"),
        ("identifiers: [{column: a, namespace: email, template: C}]", "expected a template with one place"),
    ],
)
def test_what_cannot_be_followed_is_said_at_once(line: str, told: str) -> None:
    with pytest.raises(SpecError) as caught:
        spec_from_yaml(f"source: a\nis_reference: true\n{line}")
    assert told in caught.value.faults[0]
    assert caught.value.faults[0].startswith("line ")


def test_columns_and_properties() -> None:
    spec = SourceSpec(
        "web",
        time=TimeRule(("at",)),
        interactions=(InteractionRule(Origin(column="page"), Origin(column="via", translate=(("w", "web"),))),),
    )
    assert columns_of(spec) == ("at", "page", "via")
    assert property_columns(spec, ("at", "page", "via", "rest")) == ("via", "rest")
