"""What was read in texts, kept under a keyed hash of each text: derived, thrown away at will, and never the words.

Every portion that was read is a file of its own, there wholly or not at all: whoever is stopped in the middle loses
the portion at hand and nothing else.
"""

import json
import secrets
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from resa.store.durable import DamagedFileError, replace_file, replacing
from resa.store.wholefile import whole

FOLDER = "readings"
FINISHED = "finished.json"
"""Changes when a run of reading ends: whoever answers from readings looks here whether there is anything new."""

KEY, VECTOR = "key", "vector"
_SECRET, _ABOUT, _LEARNT, _LESSON, _FAILED = "secret", "rung.json", "learnt", "lesson.json", "failed.json"
_MOST_FILES = 8
_SECRET_BYTES, _KEY_BYTES = 32, 16
_LEFT_SECONDS = 3_600  # what is written beside is in its place long before


def finished_mark(workspace: Path) -> str:
    """Returns what changes whenever a run of reading ends."""
    try:
        return str((workspace / FOLDER / FINISHED).stat().st_mtime_ns)
    except FileNotFoundError:
        return ""


class KeptReadings:
    """The readings of one workspace, by the version of the reader that made them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def keys(self, texts: Iterable[str]) -> list[bytes]:
        """Returns what each text goes by; without the workspace's own secret nobody can tell the text from it."""
        secret = self._secret()
        return [blake2b(one.encode(errors="replace"), key=secret, digest_size=_KEY_BYTES).digest() for one in texts]

    def known(self, version: str) -> pa.Table | None:
        """Returns everything a reader of this version read, a row for each key; None where it read nothing."""
        files = sorted(self._of(version).glob("*.parquet"))
        parts = [table for table in (_read(file) for file in files) if table is not None]
        if not parts:
            return None
        whole = pa.concat_tables(parts)
        if len(parts) == 1:
            return whole
        place = pa.array(range(whole.num_rows), pa.int64())
        first = whole.append_column("place", place).group_by(KEY, use_threads=False).aggregate([("place", "min")])
        return whole.take(first["place_min"])

    def vectors(self, encoder: str) -> dict[bytes, bytes]:
        """Returns the vectors that this encoder gave, by key, of whichever reader kept them."""
        found: dict[bytes, bytes] = {}
        for version in self._versions():
            told, table = _json(self._of(version) / _ABOUT), self.known(version)
            if (
                table is not None
                and told is not None
                and told.get("encoder") == encoder
                and VECTOR in table.column_names
            ):
                pairs = zip(table[KEY].to_pylist(), table[VECTOR].to_pylist(), strict=True)
                found.update((key, vector) for key, vector in pairs if vector is not None)
        return found

    def add(self, version: str, *, keys: Sequence[bytes], columns: dict[str, Any]) -> None:
        """Keeps a portion durably; the same portion kept twice is one file."""
        table = pa.table({KEY: pa.array(keys, pa.binary(_KEY_BYTES)), **columns})
        name = blake2b(b"".join(keys), digest_size=_KEY_BYTES).hexdigest()
        with replacing(self._of(version) / f"{name}.parquet") as beside:
            pq.write_table(table, beside)

    def begin(self, version: str, *, told: Mapping[str, Any]) -> None:
        """Says what there is to say of the reader of this version, before it reads; clears away what a crash left."""
        about = self._of(version) / _ABOUT
        if _json(about) != json.loads(json.dumps(dict(told))):
            replace_file(about, json.dumps(dict(told)).encode())
        for left in self._of(version).glob(".*.tmp"):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink(missing_ok=True)

    def fail(self, version: str, *, failed: Mapping[bytes, str]) -> None:
        """Says which texts this reader can't read, and by what kind of error: in the place of what was said before."""
        path = self._of(version) / _FAILED
        if failed or path.exists():
            replace_file(path, json.dumps({key.hex(): why for key, why in failed.items()}).encode())

    def failed(self, version: str) -> dict[bytes, str]:
        """Returns the texts that this reader could not read, with the kind of error."""
        return {bytes.fromhex(key): why for key, why in (_json(self._of(version) / _FAILED) or {}).items()}

    def finish(self, held: Mapping[str, Collection[bytes]]) -> None:
        """Says whose readings hold, and of which texts, the first before the others; lets go of all other readings.

        Texts that nobody says any more go as well: who said them was forgotten, or they changed.
        """
        for version, keys in held.items():
            self._join(version, keys=keys)
        for other in self._versions():
            if other not in held:
                _remove(self._of(other))
        replace_file(self.folder / FINISHED, json.dumps({"versions": list(held)}).encode())

    def holding(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Returns the versions whose readings hold, the first before the others, and what was said of them.

        Those are the ones that finished last; where none ever did, the one that has begun.
        """
        finished = _json(self.folder / FINISHED) or {}
        wanted = finished.get("versions") or sorted(self._versions())[:1]
        found = [(version, _json(self._of(version) / _ABOUT)) for version in wanted]
        return [(version, told) for version, told in found if told is not None]

    def forget(self, texts: Iterable[str]) -> None:
        """Lets go of everything that was read in these texts by whichever reader, and of what was learnt from texts."""
        if not self.folder.exists():
            return
        self._unlearn()
        gone = pa.array(self.keys(texts), pa.binary(_KEY_BYTES))
        for file in sorted(self.folder.glob("*/*.parquet")):
            table = _read(file)
            kept = None if table is None else table.filter(pc.invert(pc.is_in(table[KEY], value_set=gone)))
            if kept is None or not kept.num_rows:
                file.unlink()
            elif table is not None and kept.num_rows < table.num_rows:
                with replacing(file) as beside:
                    pq.write_table(kept, beside)

    def learnt(self) -> bytes | None:
        """Returns what a reader learnt from this workspace's own texts, None where it learnt nothing."""
        try:
            return (self.folder / _LEARNT).read_bytes()
        except FileNotFoundError:
            return None

    def told_learnt(self) -> tuple[str, str] | None:
        """Returns the mark of what was last learnt from, and what came of it; None where nothing was."""
        told = _json(self.folder / _LESSON)
        return None if told is None else (told["mark"], told["sentence"])

    def learnt_from(self) -> tuple[int, int]:
        """Returns from how many texts was last learnt, and how many of them people had labelled."""
        told = _json(self.folder / _LESSON) or {}
        return int(told.get("texts", 0)), int(told.get("labels", 0))

    def keep_learnt(
        self, learnt: bytes | None, *, mark: str, sentence: str, learnt_from: tuple[int, int] = (0, 0)
    ) -> None:
        """Keeps what a reader learnt in the place of what was learnt before; None where learning was not worth it."""
        if learnt is not None:
            replace_file(self.folder / _LEARNT, learnt)
        else:
            self._unlearn()
        told = {"mark": mark, "sentence": sentence, "texts": learnt_from[0], "labels": learnt_from[1]}
        replace_file(self.folder / _LESSON, json.dumps(told).encode())

    def _unlearn(self) -> None:
        for name in (_LESSON, _LEARNT):
            (self.folder / name).unlink(missing_ok=True)

    def _of(self, version: str) -> Path:
        return self.folder / version

    def _join(self, version: str, *, keys: Collection[bytes]) -> None:
        """Makes one file of many portions; whoever is stopped in between leaves some rows twice, which does no harm."""
        files = list(self._of(version).glob("*.parquet"))
        whole = self.known(version)
        if whole is None:
            return
        kept = whole.filter(pc.is_in(whole[KEY], value_set=pa.array(list(keys), pa.binary(_KEY_BYTES))))
        if len(files) <= _MOST_FILES and kept.num_rows == whole.num_rows:
            return
        with replacing(self._of(version) / f"{secrets.token_hex(_KEY_BYTES)}.parquet") as beside:
            pq.write_table(kept, beside)
        for file in files:
            file.unlink(missing_ok=True)

    def _versions(self) -> list[str]:
        return [one.name for one in self.folder.iterdir() if one.is_dir()] if self.folder.exists() else []

    def _secret(self) -> bytes:
        path = self.folder / _SECRET
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            drawn = path.with_name(f".{_SECRET}-{secrets.token_hex(4)}")
            replace_file(drawn, secrets.token_bytes(_SECRET_BYTES))
            try:
                path.hardlink_to(drawn)  # of several who begin at once, the first one's secret holds
            except FileExistsError:
                pass
            finally:
                drawn.unlink()
        found = path.read_bytes()
        if len(found) != _SECRET_BYTES:  # a shorter one would let words be guessed from their hashes
            raise DamagedFileError(
                f"expected {_SECRET_BYTES} bytes in {path}, got {len(found)}; delete the folder {self.folder}: nothing "
                "but the time to read the texts again is lost"
            )
        return found


def _read(path: Path) -> pa.Table | None:
    """Returns a portion; None where it is damaged or was let go of: it will be read again."""
    try:
        with whole(path):
            return pq.read_table(path, partitioning=None)
    except (DamagedFileError, FileNotFoundError):
        return None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _remove(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink(missing_ok=True)
    with suppress(OSError):  # somebody has put something there meanwhile; the next run lets go of it
        folder.rmdir()
