"""Questions of an import at a terminal: asked, answered, and kept in the spec."""

import os
import sys
from pathlib import Path

import pytest

from resa.collect.answering import completed, open_fields
from resa.collect.specfile import read_spec

CSV = "datum,kund,händelse,kanal\n03/04/2025,C0001,köp,butik\n05/06/2025,C0002,köp,butik\n07/08/2025,C0003,retur,web\n"


def conversation(folder: Path, answers: list[str]) -> tuple[int, str]:
    """Runs an import at a pseudo-terminal; returns its exit code and everything shown."""
    import pty

    (folder / "amb.csv").write_text(CSV, encoding="utf-8")
    words = [sys.executable, "-m", "resa", "import", str(folder / "amb.csv"), "--workspace", str(folder / "w")]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, words)
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how Linux tells the end
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode(errors="replace")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_an_answered_question_is_kept_and_the_import_goes_on(tmp_path: Path) -> None:
    code, shown = conversation(tmp_path, ["1", "y", ""])
    assert code == 0, shown
    assert "1  %d/%m/%Y" in shown
    assert "03/04/2025" in shown
    kept = read_spec(tmp_path / "w" / "sources" / "amb.yaml")
    assert kept.time is not None
    assert kept.time.format == "%d/%m/%Y"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_an_assumption_that_is_wrong_leaves_the_draft(tmp_path: Path) -> None:
    code, shown = conversation(tmp_path, ["%m/%d/%Y", "n"])
    assert code == 2, shown
    assert not (tmp_path / "w" / "sources" / "amb.yaml").exists()
    assert (tmp_path / "w" / "sources" / "drafts" / "amb.yaml").exists()


def test_answers_find_their_places() -> None:
    text = "identifiers: [{column: tel, region: '?'}, {column: mobil, region: '?'}, {column: '?', namespace: '?'}]\n"
    text += "interactions: [{money: {column: pris, currency: {constant: '?'}}}]\n"
    assert open_fields(text)[:3] == ("identifiers.region", "identifiers.region", "identifiers.column")
    region = "identifiers.region"
    answers = [(region, "SE"), (region, "DK"), ("identifiers", "nr"), ("identifiers.namespace", "loyalty")]
    done = completed(text, answers=[*answers, ("money.currency", "NOK")])
    assert open_fields(done) == ()
    assert "{column: mobil, region: DK}" in done
    assert "{column: nr, namespace: loyalty}" in done
    assert "constant: NOK" in done
