"""From dropped files to records in the log: look, check, import; what a person asks, with their permission."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from resa.app import proposals
from resa.app.audit import record
from resa.app.permission import Act, Person, require
from resa.app.proposals import Reading
from resa.app.serving import ServedWorkspace
from resa.app.uploads import DONE, IMPORTING, LOOKED, REFUSED, WAITING, Upload, UploadStateError, moved_on
from resa.app.workspace import Workspace
from resa.collect.specfile import spec_to_yaml
from resa.model.errors import UsageError

Plain = Mapping[str, Any]


class UncheckedSpecsError(UsageError):
    """Some specs can't be followed yet; `faults` lists every fault and every open question of all of them."""

    code: ClassVar[str] = "specs"


def looked_at(person: Person, served: ServedWorkspace, upload: Upload) -> Upload:
    """Finds out how the files of an upload may be read, and returns it with that."""
    require(person, Act.CHANGE_DATA)
    paths = served.imports.uploads.paths(upload)
    found = served.ask(lambda workspace: proposals.look(workspace, paths, language=person.language))
    with served.database.writing() as connection:
        names = ", ".join(one.name for one in upload.files)
        record(connection, person, act="data.upload", about=upload.id, now=served.now(), detail=names[:400])
    return served.imports.uploads.keep(moved_on(upload, LOOKED, look=found))


def upload_named(person: Person, served: ServedWorkspace, upload_id: str) -> Upload:
    """Returns an upload."""
    require(person, Act.CHANGE_DATA)
    return served.imports.uploads.get(upload_id)


def uploads(person: Person, served: ServedWorkspace) -> list[Upload]:
    """Returns every upload of the last days, the newest first."""
    require(person, Act.CHANGE_DATA)
    return served.imports.uploads.all()[::-1]


def check(
    person: Person, served: ServedWorkspace, upload_id: str, *, specs: Sequence[Plain], answers: Sequence[Plain] = ()
) -> list[Plain]:
    """Returns for each spec its faults, what is still open, and what the first records would yield under it."""
    upload = upload_named(person, served, upload_id)
    _require_files(served, upload)
    given = specs or [{"source": one["source"]} for one in upload.look["proposals"]]
    paths = served.imports.uploads.paths(upload)

    def tried(workspace: Workspace) -> list[Plain]:
        return [
            proposals.tried(workspace, one, paths) if isinstance(one, Reading) else one
            for one in proposals.readings(upload.look, given, answers)
        ]

    return served.ask(tried)


def begin(
    person: Person, served: ServedWorkspace, upload_id: str, *, specs: Sequence[Plain], answers: Sequence[Plain] = ()
) -> Upload:
    """Lets an upload be imported, and returns it; one that is on its way already goes on as it is.

    Raises `UncheckedSpecsError` with everything that keeps it from being read.
    """
    upload = upload_named(person, served, upload_id)
    if upload.state in (WAITING, IMPORTING, DONE):
        return upload
    _require_files(served, upload)
    given = specs or [{"source": one["source"]} for one in upload.look["proposals"]]
    found = list(proposals.readings(upload.look, given, answers))
    ready = [one for one in found if isinstance(one, Reading)]
    if len(ready) < len(found) or not ready:
        raise _unchecked([one for one in found if not isinstance(one, Reading)])
    chosen = tuple(
        {"files": one.files, "spec": spec_to_yaml(one.spec), "format": asdict(one.format) if one.format else None}
        for one in ready
    )
    with served.database.writing() as connection:
        sources = ", ".join(one.source for one in ready)
        record(connection, person, act="data.import", about=upload.id, now=served.now(), detail=sources[:400])
    return served.imports.start(upload, chosen=chosen)


def drop(person: Person, served: ServedWorkspace, upload_id: str) -> None:
    """Deletes an upload that is not on its way into the log."""
    upload = upload_named(person, served, upload_id)
    if upload.state in (WAITING, IMPORTING):
        raise UploadStateError("expected an upload that nobody imports, this one is on its way; wait until it is done")
    served.imports.uploads.remove(upload)


def _require_files(served: ServedWorkspace, upload: Upload) -> None:
    if upload.state not in (LOOKED, REFUSED):
        raise UploadStateError(f"expected an upload that is not imported yet, this one is {upload.state}")
    if not served.imports.uploads.paths(upload):
        raise UploadStateError("expected the files of this upload, they are gone; send them again")


def _unchecked(open_ones: Sequence[Plain]) -> UncheckedSpecsError:
    faults = [f"{one['source']}: {fault}" for one in open_ones for fault in one["faults"]]
    faults += [
        f"{one['source']}: {asked['field']}: {asked['question']}" for one in open_ones for asked in one["questions"]
    ]
    return UncheckedSpecsError("expected specs that can be followed, got faults or open questions:", faults=faults)
