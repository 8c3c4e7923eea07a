"""The gate before a served workspace: many questions side by side, changes alone, nobody waits for themselves."""

import threading
import time
from pathlib import Path

import pytest

from resa.app.serving import ServedWorkspace, _Gate

PATIENCE = 10.0


def test_a_question_within_a_question_does_not_wait_for_who_waits_for_it() -> None:
    gate, is_in, goes_on, done = _Gate(), threading.Event(), threading.Event(), threading.Event()

    def ask() -> None:
        with gate.shared():
            is_in.set()
            goes_on.wait(PATIENCE)
            with gate.shared():
                done.set()

    def change() -> None:
        with gate.alone():
            pass

    asking = threading.Thread(target=ask, daemon=True)
    changing = threading.Thread(target=change, daemon=True)
    asking.start()
    assert is_in.wait(PATIENCE)
    changing.start()
    while not gate._is_closed:
        time.sleep(0.001)
    goes_on.set()
    assert done.wait(PATIENCE)
    changing.join(PATIENCE)
    assert not changing.is_alive()


def test_settings_that_change_within_a_question_are_seen_by_the_next(tmp_path: Path) -> None:
    served = ServedWorkspace(tmp_path / "workspace")
    try:
        (tmp_path / "workspace" / "goals.yaml").write_text("goals: {}\n", encoding="utf-8")
        assert served.ask(lambda _: served.ask(lambda _: not served.follow()))
    finally:
        served.close()


def test_who_breaks_inside_leaves() -> None:
    gate = _Gate()
    with pytest.raises(ZeroDivisionError), gate.shared():
        _ = 1 / 0
    with gate.alone():
        assert not gate.is_mine
