"""`resa map --map` writes the app's maps, by id or title, in every form, whether a server runs or not."""

from pathlib import Path

import pytest

from resa.app.exportform import WRITERS
from resa.app.newmap import NewMap, create_map
from resa.app.permission import Person, Role
from resa.app.serving import ServedWorkspace
from resa.cli.program import run
from resa.mapping.reading.door import read_map

OWNER = Person("p1", "Åsa", "asa@example.com", Role.OWNER)
DIAGRAM = "journey\n title Buying\n section Look\n  See it: 5: Maja\n section Pay\n  Queue: 1: Maja\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    served = ServedWorkspace(tmp_path / "w")
    create_map(OWNER, served, NewMap("file", title="Buying", file="a.mmd", content=DIAGRAM))
    served.close()
    return tmp_path / "w"


def asked(workspace: Path, *words: str) -> int:
    return run(["map", "--workspace", str(workspace), *words])


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_is_written(workspace: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"buying{form}"
    assert asked(workspace, "--map", "buying", "--out", str(out)) == 0
    assert out.stat().st_size > 100


def test_what_a_form_cannot_hold_is_said(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(workspace, "--map", "Buying", "--diagram", "flowchart", "--out", str(tmp_path / "a.mmd")) == 0
    assert "not held: feelings are not held: 2 (See it, Queue)" in capsys.readouterr().out


def test_what_was_written_reads_back(workspace: Path, tmp_path: Path) -> None:
    found = []
    for form in (".yaml", ".xlsx", ".json"):
        out = tmp_path / f"a{form}"
        asked(workspace, "--map", "Buying", "--out", str(out))
        found.append(read_map(out.name, out.read_bytes()).map)
    assert found[0] == found[1] == found[2]


def test_unknown_maps_and_forms_are_refused(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(workspace, "--map", "Bying", "--out", str(tmp_path / "a.svg")) == 2
    assert "Buying" in capsys.readouterr().err
    assert asked(workspace, "--map", "Buying", "--out", str(tmp_path / "a.docx")) == 2
    assert asked(tmp_path / "other", "--map", "Buying", "--out", str(tmp_path / "a.svg")) != 0


def test_journeys_are_held_against_a_map_of_the_app(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["show", "conformance", "--workspace", str(workspace), "--map"]
    assert run([*words, "buying"]) == 0
    assert "not measured" in capsys.readouterr().out
    assert run([*words, "Bying"]) == 2
    assert "Buying" in capsys.readouterr().err
