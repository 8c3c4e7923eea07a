import multiprocessing
import time

import pytest

from resa.store.lock import WorkspaceBusyError, exclusive
from resa.store.manifest import FORMAT, Manifest, UnknownFormatError, decode, encode, migrated
from resa.store.workspace import NoWorkspaceError, Workspace


def test_a_folder_without_a_workspace_is_said(tmp_path):
    with pytest.raises(NoWorkspaceError, match="resa import FILE"):
        Workspace.open(tmp_path / "nothing")


def test_creating_twice_keeps_what_is_there(tmp_path):
    first = Workspace.open(tmp_path / "w", create=True)
    with first.writing() as manifest:
        first.publish(Manifest(revision=manifest.revision + 1))
    assert Workspace.open(tmp_path / "w", create=True).read().revision == 1


def test_a_newer_format_is_refused_with_what_to_do(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    (tmp_path / "w" / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(UnknownFormatError, match="install a newer Resa"):
        workspace.read()


def test_a_damaged_manifest_is_said(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    (tmp_path / "w" / "manifest.json").write_text('{"format": 1, "revi')
    with pytest.raises(UnknownFormatError, match="restore the file from a backup"):
        workspace.read()


def test_migrations_run_step_by_step():
    steps = {FORMAT - 2: lambda raw: {**raw, "a": 1}, FORMAT - 1: lambda raw: {**raw, "b": raw["a"] + 1}}
    assert migrated({"format": FORMAT - 2}, where="there", steps=steps) == {"format": FORMAT, "a": 1, "b": 2}


def test_a_missing_step_is_said():
    with pytest.raises(UnknownFormatError, match="expected a way from version"):
        migrated({"format": FORMAT - 1}, where="there", steps={})


def test_manifest_comes_back_as_it_was():
    assert decode(encode(Manifest(revision=7)), where="there") == Manifest(revision=7)


def test_what_no_revision_names_is_cleaned(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    left = tmp_path / "w" / "segments" / "000001-1"
    left.mkdir(parents=True)
    (left / "records.parquet").write_bytes(b"half")
    (tmp_path / "w" / ".manifest.json.1.tmp").write_bytes(b"half")
    (tmp_path / "w" / "goals.yaml").write_text("goals: {}")
    with workspace.writing() as manifest:
        workspace.clean(manifest)
    assert sorted(path.name for path in (tmp_path / "w").rglob("*") if path.is_file()) == [
        "goals.yaml",
        "manifest.json",
        "workspace.lock",
    ]


def hold(path, seconds):
    with exclusive(path):
        time.sleep(seconds)


def is_held(lock):
    try:
        with exclusive(lock, patience_seconds=0.01):
            return False
    except WorkspaceBusyError:
        return True


def test_a_second_writer_waits_and_then_says_who_holds_it(tmp_path):
    lock = tmp_path / "workspace.lock"
    holder = multiprocessing.get_context("spawn").Process(target=hold, args=(lock, 30))
    holder.start()
    try:
        while not is_held(lock):
            time.sleep(0.01)
        with (
            pytest.raises(WorkspaceBusyError, match="wait for its import to finish"),
            exclusive(lock, patience_seconds=0.05),
        ):
            pass
    finally:
        holder.kill()
        holder.join()
    with exclusive(lock, patience_seconds=5):
        pass  # a dead process holds nothing
