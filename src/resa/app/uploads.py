"""Files that somebody has handed over to be imported: kept in the workspace until they are in the log, then deleted.

An upload is a folder of its own: the files as they came, under harmless names, and `upload.json`, which says how far
it is. So an import that a restart interrupted is found again.
"""

import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from string import ascii_lowercase, digits
from threading import Lock
from typing import Any, ClassVar

import orjson

from resa.app.permission import Act, Person, require
from resa.model.errors import UnknownNameError, UsageError
from resa.store.durable import replace_file

FOLDER = "uploads"
RECORD = "upload.json"
MOST_FILES = 200
KEPT = timedelta(days=7)
"""How long an upload that nobody imports stays, and what became of one that was imported can be asked."""

LONGEST_NAME = 150  # bytes
WAITING, IMPORTING, DONE, REFUSED, LOOKED = "waiting", "importing", "done", "refused", "looked"

_ID = re.compile(r"[a-z0-9]{16}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class NoFilesError(UsageError):
    """An upload without any file."""

    code: ClassVar[str] = "no_files"


class TooManyFilesError(UsageError):
    """More files at once than one can look through."""

    code: ClassVar[str] = "too_many_files"


class UploadStateError(UsageError):
    """An upload is not at the point where that can be done with it."""

    code: ClassVar[str] = "upload_state"


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it lies here; `bytes` is its size."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload and how far it is.

    `state` is "looked" (somebody must say how it is read), "waiting", "importing", "done" or "refused". `look` is what
    was found in the files, `chosen` how they shall be read, `report` and `refusal` what came of it.
    """

    id: str
    person: str
    name: str
    made_at: datetime
    files: tuple[UploadedFile, ...]
    state: str = LOOKED
    look: Mapping[str, Any] = field(default_factory=dict)
    chosen: tuple[Mapping[str, Any], ...] = ()
    report: Mapping[str, Any] | None = None
    refusal: Mapping[str, Any] | None = None


class Uploads:
    """The uploads of one workspace."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / FOLDER
        self._lock = Lock()

    def place(self, upload_id: str) -> Path:
        """Returns the folder of an upload; raises `UnknownNameError` for what can't be one."""
        if not _ID.fullmatch(upload_id):
            raise UnknownNameError("upload", upload_id, known=self.ids())
        return self.folder / upload_id

    def paths(self, upload: Upload) -> list[Path]:
        """Returns the files of an upload that are still here."""
        files = (self.place(upload.id) / "files" / one.name for one in upload.files)
        return [path for path in files if path.exists()]

    def ids(self) -> list[str]:
        """Returns the ids of all uploads."""
        return sorted(path.parent.name for path in self.folder.glob(f"*/{RECORD}"))

    def get(self, upload_id: str) -> Upload:
        """Returns an upload; raises `UnknownNameError` where there is none."""
        path = self.place(upload_id) / RECORD
        with self._lock:
            if not path.exists():
                raise UnknownNameError("upload", upload_id, known=())
            found = orjson.loads(path.read_bytes())
        files = tuple(UploadedFile(**one) for one in found["files"])
        made_at = datetime.fromisoformat(found["made_at"])
        return Upload(**{**found, "files": files, "made_at": made_at, "chosen": tuple(found["chosen"])})

    def all(self) -> list[Upload]:
        """Returns every upload, the oldest first."""
        return sorted((self.get(one) for one in self.ids()), key=lambda upload: (upload.made_at, upload.id))

    def keep(self, upload: Upload) -> Upload:
        """Writes down how far an upload is, durably, and returns it."""
        with self._lock:
            replace_file(self.place(upload.id) / RECORD, orjson.dumps(asdict(upload), default=str))
        return upload

    def forget_files(self, upload: Upload) -> None:
        """Deletes the files of an upload; what became of them stays."""
        shutil.rmtree(self.place(upload.id) / "files", ignore_errors=True)

    def remove(self, upload: Upload) -> None:
        """Deletes an upload with its files."""
        shutil.rmtree(self.place(upload.id), ignore_errors=True)

    def tidy(self, *, now: datetime) -> None:
        """Deletes what is older than `KEPT` and not on its way into the log, and what a broken line left behind."""
        for upload in self.all():
            if upload.state not in (WAITING, IMPORTING) and now - upload.made_at > KEPT:
                self.remove(upload)
        for place in self.folder.glob("*/"):
            age = now.timestamp() - place.stat().st_mtime
            if not (place / RECORD).exists() and age > KEPT.total_seconds():
                shutil.rmtree(place, ignore_errors=True)


class Receiving:
    """An upload on its way in: files are written as they come; `done` keeps them, `drop` deletes them."""

    def __init__(self, person: Person, uploads: Uploads, *, now: datetime) -> None:
        require(person, Act.CHANGE_DATA)
        self._person = person
        self._uploads = uploads
        self._now = now
        self._id = "".join(secrets.choice(ascii_lowercase + digits) for _ in range(16))
        self._names: list[str] = []
        self.folder = uploads.place(self._id) / "files"
        self.folder.mkdir(parents=True)

    def file(self, name: str) -> Path:
        """Returns where the file of that name is to be written; no two share a place, whatever they are called."""
        if len(self._names) == MOST_FILES:
            raise TooManyFilesError(
                f"expected at most {MOST_FILES} files at once, got more; send them in parts, or in one zip archive"
            )
        self._names.append(apart(harmless_name(name), taken=self._names))
        return self.folder / self._names[-1]

    def done(self) -> Upload:
        """Keeps what was received and returns it as an upload."""
        if not self._names:
            raise NoFilesError("expected one or several files in the field `files`, got none")
        files = tuple(UploadedFile(name, (self.folder / name).stat().st_size) for name in self._names)
        upload = Upload(self._id, self._person.id, self._person.name, self._now, files)
        return self._uploads.keep(upload)

    def drop(self) -> None:
        """Deletes what was received."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)


def harmless_name(name: str) -> str:
    r"""Returns a name under which a file can lie in any folder, its ending kept: no ways, no hidden files, no signs.

    >>> harmless_name("../../etc/passwd"), harmless_name("C:\\exports\\~$köp\n2026.csv"), harmless_name("...")
    ('passwd', '_$köp_2026.csv', 'file')
    """
    own = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign if sign.isprintable() and sign not in '<>:"|?*' else "_" for sign in own)
    plain = re.sub(r"^~", "_", plain.encode("utf-8", "replace").decode()).strip(" .") or "file"
    plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
    if len(plain.encode()) <= LONGEST_NAME:
        return plain
    ending = "".join(Path(plain).suffixes[-2:])[-20:]
    room = LONGEST_NAME - len(ending.encode())
    return plain.encode()[:room].decode(errors="ignore") + ending


def apart(name: str, *, taken: Iterable[str]) -> str:
    """Returns the name, with a number where one that looks the same is taken.

    >>> apart("Köp.csv", taken=["köp.csv"])
    'Köp (2).csv'
    """
    known = {one.casefold() for one in taken}
    stem, dot, ending = name.partition(".")
    number, found = 1, name
    while found.casefold() in known:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    return found


def moved_on(upload: Upload, state: str, **changes: Any) -> Upload:
    """Returns the upload in another state."""
    return replace(upload, state=state, **changes)
