"""Texts are read in portions by one process at a time: killed, stopped or crowded, nothing is lost or read twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.flows.conftest import Resa
from tests.resaprocess import PATIENCE_SECONDS

from resa.app import feedbackbehind, feedbackrun
from resa.app.feedbackbehind import ReadingBehind, ReadingTold
from resa.app.feedbackrun import read_feedback
from resa.app.workspace import open_workspace
from resa.store.readingturn import FeedbackBusyError, ReadingTurn
from resa.understand.voice import ladder
from resa.understand.voice.lexicon import LexiconReader

pytestmark = pytest.mark.flow

TEXTS = 1_500
SPEC = """
source: chats
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: chat}, channel: {constant: chat}, kind: {constant: chat}, direction: {constant: in}, text: words}
"""


@pytest.fixture
def chatty(resa: Resa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Resa:
    """Chats in as many different words; word lists read them, as where the extra `text` is absent."""
    take_in_chats(resa, tmp_path, range(TEXTS))
    monkeypatch.setattr(ladder, "obstacle", lambda: "it is not here")
    return resa


def take_in_chats(resa: Resa, folder: Path, numbers: range) -> None:
    rows = [
        f"C{n % 400},2026-01-{1 + n % 28:02}T10:{n % 60:02}:00Z,Väldigt dålig leverans av order {n}!" for n in numbers
    ]
    (folder / "chats.csv").write_text("\n".join(["who,at,words", *rows]), encoding="utf-8")
    (folder / "chats.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", folder / "chats.csv", "--spec", folder / "chats.yaml")


def kept_keys(workspace: Path) -> list[bytes]:
    files = sorted((workspace / "readings").glob("*/*.parquet"))
    return [key for file in files for key in pq.read_table(file, partitioning=None)["key"].to_pylist()]


def reader(workspace: Path) -> subprocess.Popen[bytes]:
    """Starts a real process that reads as the command does, by word lists."""
    script = (
        "import sys; from pathlib import Path; from resa.understand.voice import ladder; "
        "ladder.obstacle = lambda: 'it is not here'; from resa.app.feedbackrun import read_feedback; "
        "from resa.app.workspace import open_workspace; read_feedback(open_workspace(Path(sys.argv[1])))"
    )
    return subprocess.Popen([sys.executable, "-c", script, str(workspace)], stderr=subprocess.DEVNULL)


def test_killed_anywhere_it_goes_on_and_reads_nothing_twice(chatty: Resa) -> None:
    rng = random.Random(5)
    for _ in range(2):
        before, running = len(kept_keys(chatty.workspace)), reader(chatty.workspace)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while running.poll() is None and time.monotonic() < deadline:
            if len(list((chatty.workspace / "readings").glob("*/*.parquet"))) * feedbackrun.PORTION > before:
                time.sleep(rng.random() * 0.03)
                break
            time.sleep(0.002)
        running.send_signal(signal.SIGKILL)
        running.wait()
        keys = kept_keys(chatty.workspace)
        assert len(keys) == len(set(keys)) >= before
    kept = len(kept_keys(chatty.workspace))
    assert 0 < kept <= TEXTS
    done = chatty("feedback", "read", "--json").json
    assert (done["texts"], done["read"]) == (TEXTS, TEXTS - kept)
    keys = kept_keys(chatty.workspace)
    assert len(keys) == len(set(keys)) == TEXTS
    assert chatty("feedback", "read", "--json").json["read"] == 0


def test_two_at_once_are_refused_and_the_first_goes_on(chatty: Resa) -> None:
    turn = ReadingTurn(chatty.workspace)
    with turn.mine():
        assert turn.is_taken
        refused = chatty("feedback", "read", "--json", code=1).json["error"]
        assert refused["code"] == "feedback_busy"
        assert "another process does so now" in refused["sentence"]
    assert not turn.is_taken
    assert chatty("feedback", "read", "--json").json["read"] == TEXTS


def test_who_stops_it_is_heard_between_portions_and_it_goes_on_when_asked(chatty: Resa) -> None:
    workspace, turn = open_workspace(chatty.workspace), ReadingTurn(chatty.workspace)

    def stop(_: str, share: float | None) -> None:
        if share:
            turn.stop()

    done = read_feedback(workspace, progress=stop)
    assert (done.is_stopped, done.read) == (True, feedbackrun.PORTION)
    state = turn.told()
    assert state is not None
    assert (state.step, state.read, state.texts) == ("stopped", feedbackrun.PORTION, TEXTS)
    again = read_feedback(workspace)
    assert (again.is_stopped, again.read) == (False, TEXTS - feedbackrun.PORTION)


def test_texts_that_can_not_be_read_are_named_and_the_others_are_read(
    chatty: Resa, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = LexiconReader.read

    def read(self: LexiconReader, texts: list[str], **more: Any) -> Any:
        if any("order 7!" in one for one in texts):
            raise ValueError("an encoder's own trouble")
        return whole(self, texts, **more)

    with monkeypatch.context() as broken:
        broken.setattr(LexiconReader, "read", read)
        done = read_feedback(open_workspace(chatty.workspace))
    assert [(one.why, "order 7!" in one.text) for one in done.failed] == [("ValueError", True)]
    assert done.read == TEXTS - 1
    assert all(b"order 7" not in file.read_bytes() for file in (chatty.workspace / "readings").rglob("*.json"))
    assert read_feedback(open_workspace(chatty.workspace)).read == 1


def at_once(folder: Path) -> subprocess.Popen[bytes]:
    """Starts what reads behind a server, but no less urgent than all else: a busy machine would let it wait long."""
    script = (
        "import sys; from pathlib import Path; from resa.app import feedbackprocess; feedbackprocess.NICE = 0; "
        "sys.exit(feedbackprocess.main(Path(sys.argv[1])))"
    )
    return subprocess.Popen([sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE)


def test_behind_a_server_texts_are_read_once_and_again_when_more_came_in(
    resa: Resa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedbackbehind, "_reader", at_once)
    monkeypatch.setattr(feedbackbehind, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(feedbackbehind, "RESTING", 0.0)  # it may still be ending when the next texts come in
    take_in_chats(resa, tmp_path, range(20))
    workspace = open_workspace(resa.workspace)
    behind = ReadingBehind(resa.workspace, revision=workspace.engine.refresh)
    assert behind.told().step == "never"
    behind.stop()
    behind.begin()
    try:
        time.sleep(0.5)  # ten times what it waits between two looks
        assert behind.told().step == "stopped"
        assert not (resa.workspace / "readings" / "finished.json").exists()
        behind.go_on()
        told = wait_for(behind, texts=20)
        assert (told.read, told.failed) == (20, 0)
        take_in_chats(resa, tmp_path, range(20, 26))
        assert wait_for(behind, texts=26).read == 26
    finally:
        behind.close()
    assert len(set(kept_keys(resa.workspace))) == 26


def wait_for(behind: ReadingBehind, *, texts: int) -> ReadingTold:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (told := behind.told()).step != "done" or told.texts != texts:
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
    return told


def test_one_who_is_busy_with_another_workspace_is_no_hindrance(chatty: Resa, tmp_path: Path) -> None:
    with ReadingTurn(tmp_path / "elsewhere").mine():
        assert not ReadingTurn(chatty.workspace).is_taken
    turn = ReadingTurn(chatty.workspace)
    with turn.mine(), pytest.raises(FeedbackBusyError), ReadingTurn(chatty.workspace).mine():
        pass
