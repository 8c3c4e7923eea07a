"""What a terminal shows of a table: intervals beside their figures, columns that fit, small figures not nought."""

from datetime import UTC, datetime

import pytest

from resa.cli import output
from resa.model.table import Base, Table

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def told(capsys: pytest.CaptureFixture[str], columns: tuple[str, ...], *rows: dict[str, object]) -> list[str]:
    base = Base(customers=3, interactions=9)
    output.print_table(Table("x", columns, rows, base, as_of=NOW, revision=1, measures={}), as_json=False)
    return [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]


def test_an_interval_stands_beside_its_figure(capsys: pytest.CaptureFixture[str]) -> None:
    head, _, row, *_ = told(
        capsys, ("goal", "share"), {"goal": "köp", "share": 0.25, "share_interval": [0.2, 0.31], "p": 0.00001}
    )
    assert head.split() == ["goal", "share", "p"]
    assert row.split(maxsplit=1) == ["köp", "0.25 (0.2 to 0.31)   <0.0001"]


def test_columns_that_do_not_fit_are_named_instead(capsys: pytest.CaptureFixture[str]) -> None:
    columns = tuple(f"column_{n:02}_of_a_wide_answer" for n in range(12))
    lines = told(capsys, columns, dict.fromkeys(columns, "some words here"))
    shown = [name for name in columns if name in lines[0].split()]
    assert 2 <= len(shown) < 12
    left = f"… and {12 - len(shown)} more columns: {', '.join(columns[len(shown) :])}; --json prints all"
    assert left in lines
