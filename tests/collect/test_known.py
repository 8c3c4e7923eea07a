"""A preset says what is what; how times, amounts and waits are written is told by the content, or asked."""

import pyarrow as pa
import pytest

from resa.collect.presets import preset as module
from resa.collect.presets.preset import preset_from_yaml
from resa.collect.proposing.proposal import propose
from resa.collect.readers.raw import FileFormat, RawBatch

PRESET = """
tool: Tool
export: sales
basis: documented
how: Ask it.
columns: [Sale, Sold, Total]
spec:
  source: tool_sales
  time: {columns: [Sold], format: "%m/%d/%Y"}
  interactions:
  - name: {constant: sale}
    channel: {constant: store}
    money: {column: Total, currency: Currency}
    wait: {column: Wait}
"""


@pytest.fixture(autouse=True)
def _only_this(monkeypatch):
    monkeypatch.setattr(module, "presets", lambda: (preset_from_yaml(PRESET, where="here"),))


def _proposed(**columns):
    table = pa.table({"Sale": [f"S{at}" for at, _ in enumerate(columns["Sold"])], **columns})
    batch = RawBatch(table, pa.array(range(table.num_rows)).to_numpy(), consumed=1.0)
    return propose("x.csv", FileFormat("csv"), [batch])


def test_a_day_above_twelve_beats_the_form_that_the_tool_is_known_for() -> None:
    found = _proposed(Sold=["03/04/2026", "25/04/2026"], Total=["1.50", "2.50"], Currency=["SEK", "SEK"])
    assert found.spec.time.format == "%d/%m/%Y"
    assert found.questions == ()


def test_undecided_days_follow_the_form_that_the_tool_is_known_for() -> None:
    found = _proposed(Sold=["03/04/2026", "05/04/2026"], Total=["1.50", "2.50"], Currency=["SEK", "SEK"])
    assert found.spec.time.format == "%m/%d/%Y"
    assert found.questions == ()


def test_undecided_days_of_another_form_are_asked_about() -> None:
    found = _proposed(Sold=["03-04-2026", "05-04-2026"], Total=["1.50", "2.50"], Currency=["SEK", "SEK"])
    assert found.spec.time.format == "?"
    assert [one.field for one in found.questions] == ["time.format"]


def test_the_decimal_sign_is_the_contents() -> None:
    found = _proposed(Sold=["2026-04-25", "2026-04-26"], Total=["1 234,50", "2,50"], Currency=["SEK", "SEK"])
    assert found.spec.interactions[0].money.decimal == ","
    assert found.spec.time.format == "iso"


def test_a_currency_that_nothing_tells_is_asked_once() -> None:
    found = _proposed(Sold=["2026-04-25", "2026-04-26"], Total=["1.50", "2.50"])
    assert [one.field for one in found.questions] == ["money.currency"]
    assert found.spec.interactions[0].money.currency.constant == "?"


def test_a_sign_beside_the_amounts_tells_the_currency() -> None:
    found = _proposed(Sold=["2026-04-25", "2026-04-26"], Total=["1.50 €", "2.50 €"])
    assert found.spec.interactions[0].money.currency.constant == "EUR"
    assert found.questions == ()


def test_waits_written_as_a_clock_are_read_as_one() -> None:
    found = _proposed(
        Sold=["2026-04-25", "2026-04-26"],
        Total=["1.50", "2.50"],
        Currency=["SEK", "SEK"],
        Wait=["00:01:30", "00:00:05"],
    )
    assert found.spec.interactions[0].wait.format == "clock"


def test_the_reason_names_the_tool() -> None:
    found = _proposed(Sold=["2026-04-25"], Total=["1.50"], Currency=["SEK"])
    assert [one.choice for one in found.reasons if one.field == "preset"] == ["Tool: sales"]
