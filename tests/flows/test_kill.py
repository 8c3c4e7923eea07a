"""An import may be killed at any moment: it goes on where it was, and readers beside it see whole batches only."""

import json
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from tests.resaprocess import PATIENCE_SECONDS, ResaProcess

FILES = 10
ROWS = 400

SPEC = """
source: calls
files: calls_*.csv
time: {columns: [at], format: '%Y-%m-%d %H:%M:%S'}
identifiers: [{column: customer, namespace: customer_number}]
interactions:
- name: {constant: call}
  channel: {constant: phone}
  kind: {constant: call}
"""


def write_exports(folder: Path) -> None:
    """Files of 400 calls each; every call is different, and every customer calls in several files."""
    folder.mkdir()
    (folder.parent / "calls.yaml").write_text(SPEC, encoding="utf-8")
    for number in range(FILES):
        lines = [
            f"2026-03-{1 + number:02d} {row // 60:02d}:{row % 60:02d}:00,C{(row * 7 + number) % 90:04d}"
            for row in range(ROWS)
        ]
        (folder / f"calls_{number:02d}.csv").write_text("\n".join(["at,customer", *lines]) + "\n", encoding="utf-8")


def start(workspace: Path, exports: Path) -> ResaProcess:
    return ResaProcess("import", exports, "--spec", exports.parent / "calls.yaml", "--workspace", workspace)


def kill_somewhere(workspace: Path, exports: Path, *, rng: random.Random) -> None:
    """Kills an import once it has committed some batches, a random moment later."""
    running = start(workspace, exports)
    wanted = rng.randrange(1, FILES)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while running.is_running and time.monotonic() < deadline:
        if segments(workspace) >= wanted:
            time.sleep(rng.random() * 0.05)
            break
        time.sleep(0.002)
    running.end(signal.SIGKILL)


def segments(workspace: Path) -> int:
    manifest = workspace / "manifest.json"
    return len(json.loads(manifest.read_text())["segments"]) if manifest.exists() else 0


def prove(resa: Any) -> None:
    """Nothing is lost, nothing is there twice, and every record is accounted for."""
    (source,) = resa.rows("sources")
    assert source["stored"] == FILES * ROWS
    assert source["rejected"] == 0
    assert resa.one("SELECT count(*) FROM interactions") == FILES * ROWS
    assert resa.one("SELECT count(DISTINCT customer) FROM interactions") == 90
    assert all(row["holds"] for row in resa.rows("check"))


def one_story(tmp_path: Path, resa: Any, *, seed: int) -> None:
    rng = random.Random(seed)
    exports = tmp_path / f"exports-{seed}"
    write_exports(exports)
    for _ in range(rng.randrange(1, 3)):
        kill_somewhere(resa.workspace, exports, rng=rng)
        if segments(resa.workspace):
            seen = resa.one("SELECT count(*) FROM interactions")
            assert seen % ROWS == 0, "a reader saw half a batch"
    resa("import", exports, "--spec", exports.parent / "calls.yaml")
    prove(resa)


@pytest.mark.flow
@pytest.mark.parametrize("seed", range(5))
def test_a_killed_import_goes_on_where_it_was(tmp_path: Path, resa: Any, seed: int) -> None:
    one_story(tmp_path, resa, seed=seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_fifty_killed_imports_go_on_where_they_were(tmp_path: Path, resa: Any, seed: int) -> None:
    one_story(tmp_path, resa, seed=seed)


@pytest.mark.flow
def test_readers_beside_an_import_see_whole_batches_only(tmp_path: Path, resa: Any) -> None:
    exports = tmp_path / "exports"
    write_exports(exports)
    running = start(resa.workspace, exports)
    seen = set()
    while running.is_running:
        if segments(resa.workspace):
            seen.add(resa.one("SELECT count(*) FROM interactions"))
    assert running.end() == 0
    assert {count % ROWS for count in seen} <= {0}
    prove(resa)
