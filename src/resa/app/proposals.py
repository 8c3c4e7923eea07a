"""How uploaded files may be read: a spec proposed for each, and specs that people corrected tried on a sample."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import yaml

from resa.app.specs import Specs, as_spec
from resa.app.take_in import circumstances
from resa.app.wiring import laid_as, sources_behind
from resa.app.workspace import Workspace
from resa.collect.answering import completed, open_fields
from resa.collect.draft import Circumstances
from resa.collect.intake import check_columns
from resa.collect.judge import Judged, judge
from resa.collect.pick import stands_in
from resa.collect.proposing.proposal import ASSUMED, propose, source_name
from resa.collect.proposing.proposal import Proposal as Proposed
from resa.collect.proposing.spokennames import named_in
from resa.collect.readers.layout import laid_out
from resa.collect.readers.raw import FileFormat, RawBatch, ReadError
from resa.collect.readers.source import Source
from resa.collect.spec import OPEN, SourceSpec
from resa.collect.speccolumn import columns_of
from resa.collect.specfile import STILL_OPEN, SpecError, spec_to_yaml
from resa.model.errors import UsageError
from resa.model.intake import OpenQuestion

SHOWN_ROWS = 5
SHOWN_HAPPENINGS = 10
TRIED_ROWS = 2_000
LONGEST_TEXT = 200
MOST_SOURCES = 200

Plain = Mapping[str, Any]
"""What JSON holds."""


class NoRecordsError(ReadError):
    """A file without any record."""

    code: ClassVar[str] = "empty"


@dataclass(frozen=True, slots=True)
class Reading:
    """A source of an upload with how it shall be read."""

    source: str
    spec: SourceSpec
    format: FileFormat | None
    files: tuple[str, ...]


def look(workspace: Workspace, paths: Sequence[Path], *, language: str = "en") -> dict[str, Any]:
    """Returns what the files hold, as plain content: `proposals`, one a source, and `unread` files with the reason.

    Files of one name save for a date, with the same columns, are one source. Reads the first records of each file.
    What happened is called in `language` where no column names it.
    """
    specs = Specs(workspace.folder, region=workspace.knowledge.defaults.region)
    found = sources_behind(paths)
    unread = [_unread(one.name, one.problem or "", code=_code(one.problem or "")) for one in found.unreadable]
    proposals: dict[str, dict[str, Any]] = {}
    for at, source in enumerate(found.sources):
        try:
            if at >= MOST_SOURCES:
                raise ReadError(f"expected at most {MOST_SOURCES} files at once; upload the rest for itself")
            _look_at(source, specs=specs, proposals=proposals, language=language)
        except ReadError as error:
            unread.append(_unread(source.name, error.sentence, code=error.code))
    return {"proposals": list(proposals.values()), "unread": unread}


def _unread(file: str, sentence: str, *, code: str) -> dict[str, str]:
    return {"file": file, "sentence": sentence, "code": code}


def _code(problem: str) -> str:
    return "empty" if "empty" in problem else "unreadable"


def _look_at(source: Source, *, specs: Specs, proposals: dict[str, dict[str, Any]], language: str) -> None:
    sample = list(islice(source.batches(), 1))
    if not sample or not (sample[0].rows.num_rows or sample[0].damaged):
        raise NoRecordsError(f"expected records in {source.name}, got names of columns at most; export it anew")
    if not sample[0].rows.num_columns:
        raise ReadError(sample[0].damaged[0].sentence)
    kept = _fitting(specs, source, sample)
    if kept is None:
        columns = sample[0].rows.column_names
        name = _own_name(source_name(source.name), columns, specs=specs, proposals=proposals)
        proposed = propose(source.name, source.format, sample, name=name, region=specs.region)
        told = _told(source, _laid(sample, proposed.spec.format), named_in(proposed.spec, language), proposed)
    else:
        told = _told(source, _laid(sample, kept.format), kept, None)
    same = proposals.get(told["source"])
    if same is None:
        proposals[told["source"]] = told
    else:
        same["files"] += told["files"]
        same["bytes"] += told["bytes"]


def _fitting(specs: Specs, source: Source, sample: Sequence[RawBatch]) -> SourceSpec | None:
    """Returns the spec kept for files of that name, where the file has the columns that it reads."""
    kept = specs.of_file(source.name)
    return kept if kept and _fits(kept, _laid(sample, kept.format).rows.column_names) else None


def _laid(sample: Sequence[RawBatch], told: FileFormat | None) -> RawBatch:
    """Returns the first batch in the layout that a spec's format tells."""
    return next(laid_out(sample, told)) if told is not None else sample[0]


def _fits(spec: SourceSpec, columns: Sequence[str]) -> bool:
    brought = {ours for one in spec.lookups for _, ours in one.columns}
    return all(stands_in(name, {*columns, *brought}) is not None for name in columns_of(spec))


def _own_name(name: str, columns: Sequence[str], *, specs: Specs, proposals: Mapping[str, Plain]) -> str:
    """Returns the name, with a number where it means another source, whose records have other columns."""
    kept = {one.source: one for one in specs.all()}
    number, own = 1, name
    while (own in kept and not _fits(kept[own], columns)) or (
        own in proposals and [one["column"] for one in proposals[own]["samples"]] != list(columns)
    ):
        number += 1
        own = f"{name}_{number}"
    return own


def _told(source: Source, batch: RawBatch, spec: SourceSpec, proposed: Proposed | None) -> dict[str, Any]:
    plain = plain_spec(spec)
    rows = [_shown(row) for row in batch.rows.slice(0, SHOWN_ROWS).to_pylist()]
    reasons = proposed.reasons if proposed else ()
    return {
        "source": spec.source,
        "files": [source.name],
        "bytes": getattr(getattr(source, "file", None), "size", 0),
        "spec": plain,
        "format": _plain_format(source.format),
        "columns": [
            {"column": name, "taken_for": sorted(_taken_for(plain, name)), "why": _why(name, proposed)}
            for name in batch.rows.column_names
        ],
        "samples": [
            {"column": name, "texts": list(dict.fromkeys(str(row[name]) for row in rows if row[name] is not None))}
            for name in batch.rows.column_names
        ],
        "rows": rows,
        "reasons": [
            {
                "field": one.field,
                "choice": one.choice,
                "confidence": one.confidence,
                "why": one.why,
                "is_assumed": one.confidence < ASSUMED,
            }
            for one in reasons
        ],
        "questions": [one.to_json() for one in proposed.questions] if proposed else [],
        "notes": [*(proposed.noticed if proposed else source.format.notes), *batch.notes],
        "is_known": proposed is None,
        "damaged": len(batch.damaged),
    }


def plain_spec(spec: SourceSpec) -> dict[str, Any]:
    """Returns a spec as JSON holds it."""
    found = yaml.safe_load(spec_to_yaml(spec))
    assert isinstance(found, dict)
    return found


def _plain_format(written: FileFormat) -> dict[str, Any]:
    names = ("kind", "encoding", "delimiter", "decimal", "header_row", "sheet", "records_path")
    return {name: getattr(written, name) for name in names if getattr(written, name) is not None}


def _taken_for(part: Any, column: str, path: str = "") -> set[str]:
    """Returns the places of a plain spec that read the column; the list of all names is none."""
    if isinstance(part, dict):
        inside = [(one, f"{path}.{name}" if path else name) for name, one in part.items() if name != "format"]
        return {place for one, at in inside for place in _taken_for(one, column, at)}
    if isinstance(part, list):
        return {place for one in part for place in _taken_for(one, column, path)}
    return {path} if part == column and not path.endswith(("source", "constant", "namespace")) else set()


def _why(column: str, proposed: Proposed | None) -> list[str]:
    reasons = proposed.reasons if proposed else ()
    return [one.why for one in reasons if column in (one.choice, one.choice.split(":")[0], *one.choice.split(", "))]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a row whose long texts are cut, and whose contents JSON can hold."""
    return {name: _plain_text(content) for name, content in row.items()}


def _plain_text(content: Any) -> Any:
    if content is None or isinstance(content, bool | int | float):
        return content
    text = str(content)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def readings(found: Plain, given: Sequence[Plain], answers: Sequence[Plain] = ()) -> Iterator[Reading | Plain]:
    """Yields how each given source shall be read, or what keeps its spec from being followed.

    `given` are {source, spec}; without a spec the proposed one is meant. `answers` are {source, field, answer} for the
    open places of proposed specs.
    """
    proposals = {one["source"]: one for one in found["proposals"]}
    for one in given:
        source = str(one.get("source", ""))
        if source not in proposals:
            fault = f"expected a source of this upload ({', '.join(proposals)}), got {source!r}"
            yield _checked(source, faults=[fault])
            continue
        proposal = proposals[source]
        mine = [(str(told["field"]), str(told["answer"])) for told in answers if told["source"] == source]
        yield _reading(proposal, one.get("spec") or proposal["spec"], mine)


def _reading(proposal: Plain, given: Any, answers: Sequence[tuple[str, str]]) -> Reading | Plain:
    source = str(proposal["source"])
    questions: list[dict[str, Any]] = []
    try:
        text = yaml.safe_dump(given, sort_keys=False, allow_unicode=True)
        text = completed(text, answers=answers) if answers else text
        questions = _open_questions(proposal, text)
        spec = as_spec(text)
    except SpecError as error:
        faults = [one for one in error.faults or (error.sentence,) if STILL_OPEN not in one]
        return _checked(source, faults=faults, questions=questions)
    except yaml.YAMLError as error:
        return _checked(source, faults=[f"expected a spec as JSON, got: {error}"])
    columns = [one["column"] for one in proposal["samples"]]
    try:
        check_columns(spec, columns, where=", ".join(proposal["files"]))
    except UsageError as error:
        return _checked(source, faults=error.faults)
    is_corrected = plain_spec(spec).get("format") != proposal["spec"].get("format")
    return Reading(source, spec, spec.format if is_corrected else None, tuple(proposal["files"]))


def _open_questions(proposal: Plain, text: str) -> list[dict[str, Any]]:
    """Returns what is still open in a spec, in the words in which it was asked first."""
    left = open_fields(text)
    asked = [one for one in proposal["questions"] if any(_is_about(one["field"], field) for field in left)]
    covered = {field for field in left for one in asked if _is_about(one["field"], field)}
    more = [
        OpenQuestion(proposal["source"], field, f"what stands in place of {OPEN!r} at {field}?").to_json()
        for field in left
        if field not in covered and not field.endswith("namespace")
    ]
    return [*asked, *more]


def _is_about(question: str, place: str) -> bool:
    names = iter(place.split("."))
    return all(name in names for name in question.split("."))


def tried(workspace: Workspace, reading: Reading, paths: Sequence[Path]) -> dict[str, Any]:
    """Returns what the first records of a source yield: `samples` of interactions, counts, and why some fail."""
    found = {one.name: one for one in sources_behind(paths, file_format=reading.format).sources}
    beside = list(found.values())
    source = laid_as(next(found[name] for name in reading.files if name in found), reading.spec.format)
    try:
        batch = _first(next(iter(source.batches())))
    except (ReadError, StopIteration) as error:
        sentence = error.sentence if isinstance(error, ReadError) else f"expected records in {source.name}, got none"
        return _checked(reading.source, faults=[sentence])
    try:
        check_columns(reading.spec, batch.rows.column_names, where=source.name)
    except UsageError as error:
        return _checked(reading.source, faults=error.faults)
    return _judged(batch, reading, circumstances(workspace, reading.spec, beside=beside))


def _first(batch: RawBatch) -> RawBatch:
    if batch.rows.num_rows <= TRIED_ROWS:
        return batch
    damaged = tuple(one for one in batch.damaged if one.position < TRIED_ROWS)
    return RawBatch(batch.rows.slice(0, TRIED_ROWS), batch.position[:TRIED_ROWS], damaged)


def _judged(batch: RawBatch, reading: Reading, depends: Circumstances) -> dict[str, Any]:
    judged = judge(batch, reading.spec, circumstances=depends, where=reading.files[0])
    first = dict[str, str]()
    for one in judged.rejected.to_pylist():
        first.setdefault(one["reason"], one["sentence"])
    known = sum(any(array[at].as_py() for _, array in judged.identifiers) for at in range(batch.rows.num_rows))
    return {
        **_checked(reading.source),
        "samples": list(_happenings(judged)),
        "rows": batch.rows.num_rows + len(batch.damaged),
        "known": known,
        "yielded": {kind: table.num_rows for kind, table in judged.yielded.items()},
        "rejected": len(set(judged.rejected["record"].to_pylist())),
        "reasons": dict(Counter(judged.rejected["reason"].to_pylist())),
        "rejections": [{"reason": reason, "sentence": sentence} for reason, sentence in first.items()],
        "notes": list(judged.notes),
    }


def _happenings(judged: Judged) -> Iterator[dict[str, Any]]:
    table = judged.yielded.get("interactions")
    for row in table.slice(0, SHOWN_HAPPENINGS).to_pylist() if table is not None else ():
        at = row.pop("record")
        who = [f"{name}:{array[at].as_py()}" for name, array in judged.identifiers if array[at].as_py()]
        told = {name: content for name, content in row.items() if content is not None and name not in _OWN}
        yield {**told, "customer": who, "row": at}


_OWN = frozenset({"part", "properties", "sequence"})


def _checked(source: str, *, faults: Sequence[str] = (), questions: Sequence[Plain] = ()) -> dict[str, Any]:
    return {"source": source, "faults": list(faults), "questions": list(questions), "samples": []}
