"""Journeys of one step, of a thousand and of a hundred thousand are read, counted and shown in a few lines."""

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.flow

STEPS = {"short": 1, "long": 1_000, "longest": 100_000}
SPEC = """
source: visits
record: [id]
time: at
identifiers: [{column: customer, namespace: customer_number}]
interactions: [{name: name, channel: {constant: web}}]
"""


@pytest.fixture(scope="module")
def visits(workspace_of, tmp_path_factory):
    folder, begin = tmp_path_factory.mktemp("visits"), datetime(2025, 1, 1, tzinfo=UTC)
    lines = [
        f"{customer}{n},{customer},{(begin + timedelta(minutes=n)).isoformat()},page {n * n % 37}"
        for customer, steps in STEPS.items()
        for n in range(steps)
    ]
    (folder / "visits.csv").write_text("\n".join(["id,customer,at,name", *lines]), encoding="utf-8")
    (folder / "visits.yaml").write_text(SPEC, encoding="utf-8")
    resa = workspace_of("visits")
    resa("import", folder / "visits.csv", "--spec", folder / "visits.yaml")
    return resa


def test_s40_paths_are_whole_in_json_and_short_on_a_terminal(visits) -> None:
    assert sorted(len(row["path"]) for row in visits.rows("show", "variants")) == sorted(STEPS.values())
    told = visits("show", "variants").out
    assert "(100,000 in all)" in told
    assert len(told) < 10_000


def test_s40_the_longest_journey_is_told_and_drawn(visits, tmp_path) -> None:
    told = visits("customer", "longest").out
    assert "100,000 interactions" in told
    assert len(told) < 50_000
    visits("map", "--out", tmp_path / "map.html")
    assert 100_000 < (tmp_path / "map.html").stat().st_size < 3_000_000
