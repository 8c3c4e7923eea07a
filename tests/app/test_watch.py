"""Looking again and again: each alert is told once, that it has passed too, and a damaged memory tells all again."""

from pathlib import Path
from typing import Any

import pytest
from tests.understand.conftest import NOW

from resa.app import watch
from resa.model.measurement import Base
from resa.model.table import Table


def alert(at: str = "delivery", *, state: str = "now", since: str = "2026-05-20", **more: Any) -> dict[str, Any]:
    until = None if state == "now" else "2026-05-28"
    told = {
        "what": "contacts",
        "kind": "surge",
        "part": "topic",
        "at": at,
        "state": state,
        "since": since,
        "until": until,
    }
    figures = {"observed": 40.0, "expected": 10.0, "expected_interval": [5.0, 16.0], "unit": "count", "customers": 30}
    return {**told, **figures, **more}


class Looking:
    """Looks at whatever `rows` are the answer at that time."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.rows = folder, ()
        monkeypatch.setattr(watch, "show", lambda *_: self.answer)

    @property
    def answer(self) -> Table:
        return Table("alerts", ("what",), tuple(self.rows), Base(9, 90), NOW, 1, notes=("99 series",))

    def at(self, *rows: dict[str, Any]) -> watch.News:
        self.rows = rows
        return watch.watch(self)  # type: ignore[arg-type] # all it takes of a workspace is the folder


@pytest.fixture
def looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looking:
    """Returns somebody who looks; the question itself has tests of its own."""
    return Looking(tmp_path, monkeypatch)


def test_each_alert_is_told_once_and_then_that_it_has_passed(looking: Looking) -> None:
    assert [row["at"] for row in looking.at(alert()).new] == ["delivery"]
    assert looking.at(alert(since="2026-05-19")).new == ()  # it began a day earlier than was thought
    again = looking.at(alert(), alert("payment"))
    assert [row["at"] for row in again.new] == ["payment"]
    over = looking.at(alert(state="passed"), alert("payment"))
    assert (over.new, [row["at"] for row in over.passed]) == ((), ["delivery"])
    assert looking.at(alert(state="passed"), alert("payment")).passed == ()


def test_what_comes_back_later_is_new(looking: Looking) -> None:
    looking.at(alert(since="2026-04-01"))
    looking.at(alert(since="2026-04-01", state="passed"))
    assert looking.at(alert(since="2026-05-20")).new != ()


def test_a_damaged_memory_tells_all_again(looking: Looking) -> None:
    looking.at(alert())
    (looking.folder / watch.FILE).write_text('{"told": [1, 2]}')
    assert looking.at(alert()).new != ()
    assert looking.at(alert()).new == ()


def test_lines_say_what_where_since_when_and_how_far(looking: Looking) -> None:
    assert list(watch.lines(looking.at(alert()))) == [
        "new: surge of contacts about delivery: 40 since 2026-05-20, 10 expected (5 to 16); 30 customers",
        "99 series",
    ]
    assert (
        watch.lines(looking.at(alert()))[0] == "nothing new needs a look; 1 told before still do, see resa show alerts"
    )
    share = alert("chat", part="touchpoint", what="low_score_share", unit="share", observed=0.4, expected=0.1,
                  expected_interval=[0.05, 0.2], customers=None, state="passed")  # fmt: skip
    assert watch.sentence(share) == (
        "surge of low score share at chat: 40.0 % from 2026-05-20 to 2026-05-28, 10.0 % expected (5.0 % to 20.0 %)"
    )


def test_json_has_the_new_ones_beside_all(looking: Looking) -> None:
    told = looking.at(alert()).to_json()
    assert (told["what"], len(told["rows"]), len(told["new"]), told["passed"]) == ("watch", 1, 1, [])
