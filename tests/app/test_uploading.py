"""An upload is read at one revision of the workspace, whoever writes meanwhile, in the words of who uploads it."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resa.app import proposals, uploading
from resa.app.permission import Person, Role
from resa.app.serving import ServedWorkspace
from resa.app.uploads import Upload, UploadedFile

PATIENCE = 10.0
CALLS = "kundnummer;ringt\nA1;2026-03-03T08:00:00Z\nA2;2026-03-04T09:00:00Z\n"
METTE = Person("mette", "Mette", "mette@example.com", Role.EDITOR, language="da")


@pytest.fixture
def served(tmp_path: Path) -> ServedWorkspace:
    return ServedWorkspace(tmp_path / "workspace")


@pytest.fixture
def calls(served: ServedWorkspace) -> Upload:
    """Return an upload of two phone calls, just received."""
    upload = Upload("a" * 16, METTE.id, METTE.name, datetime.now(UTC), (UploadedFile("samtal.csv", len(CALLS)),))
    folder = served.imports.uploads.place(upload.id) / "files"
    folder.mkdir(parents=True)
    (folder / "samtal.csv").write_text(CALLS, encoding="utf-8")
    return served.imports.uploads.keep(upload)


@pytest.mark.parametrize("reading", ["look", "tried"])
def test_nobody_moves_the_workspace_on_while_an_upload_is_read(
    served: ServedWorkspace, calls: Upload, monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    if reading == "tried":
        uploading.looked_at(METTE, served, calls)
    plain, has_moved, moved_within = getattr(proposals, reading), threading.Event(), []
    goals = served.folder / "goals.yaml"

    def follow() -> None:
        goals.write_text("purchase: {where: \"order_id != ''\"}\n", encoding="utf-8")
        served.follow()
        has_moved.set()

    def read(*given: object, **more: object) -> object:
        threading.Thread(target=follow, daemon=True).start()
        moved_within.append(has_moved.wait(0.3))
        return plain(*given, **more)

    monkeypatch.setattr(proposals, reading, read)
    if reading == "look":
        uploading.looked_at(METTE, served, calls)
    else:
        uploading.check(METTE, served, calls.id, specs=())
    assert moved_within == [False]
    assert has_moved.wait(PATIENCE)
    served.close()


@pytest.mark.parametrize(("language", "name"), [("da", "opkald"), ("en", "call")])
def test_what_no_column_names_is_named_in_the_language_of_who_uploads(
    served: ServedWorkspace, calls: Upload, language: str, name: str
) -> None:
    looked = uploading.looked_at(replace(METTE, language=language), served, calls)
    (proposal,) = looked.look["proposals"]
    assert [one["name"] for one in proposal["spec"]["interactions"]] == [{"constant": name}]
    served.close()
