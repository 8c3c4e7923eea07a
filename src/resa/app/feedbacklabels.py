"""What people say of texts: taken from a file of labels, kept with the workspace's settings, followed everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from resa.app.wiring import sources_behind
from resa.app.workspace import Workspace
from resa.model.errors import UsageError
from resa.store.labelfile import read_labels, write_labels
from resa.store.lock import exclusive
from resa.understand.feedback.labelling import LabelFileError, columns_named, correction_of, corrections_in, line_of
from resa.understand.feedback.record import feedback
from resa.understand.voice.reading import Correction

LOCK = "labels.lock"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people said of texts, and the lines of the settings that can't be followed."""

    said: tuple[Correction, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a file of labels did: how many texts it speaks of, and how many of these nobody had labelled before.

    `texts_said` are those that customers said here; `kept` is how many labels there are now.
    """

    labels: int
    new: int
    texts_said: int
    kept: int


def corrections(folder: Path) -> Corrections:
    """Returns what the settings say of texts."""
    lines, faults = read_labels(folder)
    said = [correction_of(line) for line in lines]
    odd = [
        f"labels.jsonl: {line['text'][:40]!r} says what nobody knows"
        for line, one in zip(lines, said, strict=True)
        if one is None
    ]
    return Corrections(tuple(one for one in said if one is not None), (*faults, *odd))


def label_feedback(workspace: Workspace, path: Path, *, by: str = "") -> Labelled:
    """Takes over the labels of a file; of a text that had one, the new one holds.

    Raises `LabelFileError` with every row that can't be followed; then nothing is taken over.
    """
    told = corrections_in(_rows(path), file=path.name, by=by)
    if not told:
        raise LabelFileError(f"expected at least one row with a text and what is said of it in {path.name}, got none")
    with _writing(workspace.folder) as known:
        new = sum(one.text not in known for one in told)
        known.update((one.text, one) for one in told)
    workspace.refresh()
    said = set(feedback(workspace.further, catalogue=workspace.catalogue).wordings.texts)
    return Labelled(len(told), new, sum(one.text in said for one in told), len(known))


def label_text(folder: Path, told: Correction) -> None:
    """Lets what is said of one text hold; what was said of it before in other respects stays."""
    with _writing(folder) as known:
        before = known.get(told.text)
        if before is not None:
            given = {name: getattr(told, name) for name in ("feeling", "emotion", "reasons")}
            told = replace(before, by=told.by, **{name: one for name, one in given.items() if one is not None})
        known[told.text] = told


def unlabel_text(folder: Path, text: str) -> None:
    """Takes back what was said of one text."""
    with _writing(folder) as known:
        known.pop(text, None)


@contextmanager
def _writing(folder: Path) -> Iterator[dict[str, Correction]]:
    """Gives what is said of each text, to be changed, and keeps it at the end; one writer at a time.

    Raises `LabelFileError` where the settings hold lines that can't be followed: they would be lost.
    """
    with exclusive(folder / LOCK):
        found = corrections(folder)
        if found.faults:
            raise LabelFileError(
                "expected lines that can be followed in labels.jsonl before more are added; mend or delete these:",
                faults=list(found.faults),
            )
        known = {one.text: one for one in found.said}
        yield known
        write_labels(folder, [line_of(one) for one in known.values()])


def _rows(path: Path) -> list[dict[str, str | None]]:
    found = sources_behind([path])
    if len(found.sources) != 1:
        told = "; ".join(one.problem or "" for one in found.unreadable)
        raise UsageError(f"expected one file of labels at {path}, got {len(found.sources)}{told and f': {told}'}")
    rows: list[dict[str, str | None]] = []
    for batch in found.sources[0].batches():
        if batch.damaged:
            raise LabelFileError(
                f"expected whole rows in {path.name}; correct these:",
                faults=[one.sentence for one in batch.damaged],
            )
        named = columns_named(batch.rows.column_names, file=path.name)
        plain = batch.rows.select(list(named.values())).rename_columns(list(named))
        rows += [{name: _text(found) for name, found in row.items()} for row in plain.to_pylist()]
    return rows


def _text(found: object) -> str | None:
    if found is None or isinstance(found, str):
        return found
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found)
