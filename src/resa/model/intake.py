"""What became of the records that were received."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from resa.model.errors import UsageError
from resa.model.period import Period


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """Every received record ends in exactly one of stored, duplicate, rejected and suppressed.

    `yielded` counts what the stored records yielded, by kind ("interactions", "orders" …); a record may yield several.
    """

    received: int = 0
    stored: int = 0
    duplicates: int = 0
    rejected: int = 0
    suppressed: int = 0
    yielded: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ends = self.stored + self.duplicates + self.rejected + self.suppressed
        if ends != self.received:
            raise ValueError(f"expected the ends of {self.received} received records to add up, got {ends}")

    def __add__(self, other: "ImportCounts") -> "ImportCounts":
        """Returns both together.

        >>> (ImportCounts(2, 1, 1, yielded={"orders": 1}) + ImportCounts(1, 1, yielded={"orders": 2})).yielded
        {'orders': 3}
        """
        kinds = dict.fromkeys((*self.yielded, *other.yielded))
        return ImportCounts(
            self.received + other.received,
            self.stored + other.stored,
            self.duplicates + other.duplicates,
            self.rejected + other.rejected,
            self.suppressed + other.suppressed,
            {kind: self.yielded.get(kind, 0) + other.yielded.get(kind, 0) for kind in kinds},
        )


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What became of one source: its counts, the time it spans, what was noticed, and what is still to be answered.

    `notes` are sentences: defaults that were applied, identifiers that were refused, damaged letters. `questions` are
    JSON-able mappings. `reasons` counts the rejected records by reason. `is_unread` says that a file could not be
    read, or not to its end; a note says which and why.
    """

    source: str
    counts: ImportCounts = ImportCounts()
    period: Period | None = None
    notes: tuple[str, ...] = ()
    questions: tuple[Mapping[str, Any], ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    is_unread: bool = False

    def to_json(self) -> dict[str, Any]:
        """Returns the documented form: source, received, stored, duplicates, rejected, suppressed, yielded and more."""
        counts = self.counts
        return {
            "source": self.source,
            "received": counts.received,
            "stored": counts.stored,
            "duplicates": counts.duplicates,
            "rejected": counts.rejected,
            "suppressed": counts.suppressed,
            "yielded": dict(counts.yielded),
            "from": self.period.start.isoformat() if self.period else None,
            "to": self.period.end.isoformat() if self.period else None,
            "reasons": dict(self.reasons),
            "notes": list(self.notes),
            "questions": [dict(question) for question in self.questions],
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of everything that one import was given, source by source.

    `is_strict` says that a single rejected record or unread file makes the import fail.
    """

    sources: tuple[SourceReport, ...]
    is_strict: bool = False

    @property
    def counts(self) -> ImportCounts:
        """All sources together."""
        total = ImportCounts()
        for source in self.sources:
            total += source.counts
        return total

    @property
    def exit_code(self) -> int:
        """Returns 0 if anything was stored or known, or nothing came; 1 otherwise, and for strictness' sake."""
        counts = self.counts
        is_unread = any(source.is_unread for source in self.sources)
        if self.is_strict and (counts.rejected or is_unread):
            return 1
        return 0 if counts.stored + counts.duplicates or not (counts.received or is_unread) else 1

    def to_json(self) -> dict[str, Any]:
        """Returns the envelope that `resa import --json` prints."""
        return {"sources": [source.to_json() for source in self.sources]}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something about a source that its content does not prove, and that nobody may guess.

    `field` is the place in the spec, for example `time.format`; `options` are the answers that fit, if there are few;
    `samples` show what the question is about.
    """

    source: str
    field: str
    question: str
    options: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Returns the question as values that JSON can hold."""
        return {
            "source": self.source,
            "field": self.field,
            "question": self.question,
            "options": list(self.options),
            "samples": list(self.samples),
        }


class OpenQuestions(UsageError):  # noqa: N818 - they are questions, and the tree of errors calls them so
    """A source that can't be read until somebody answers; `spec` is its YAML with a `?` at every open place.

    `drafts` are the files in which that YAML was left to be completed.
    """

    code: ClassVar[str] = "open_questions"

    def __init__(self, questions: tuple[OpenQuestion, ...], *, spec: str, drafts: Sequence[str] = ()) -> None:
        self.questions = questions
        self.spec = spec
        self.drafts = tuple(drafts)
        sources = ", ".join(dict.fromkeys(question.source for question in questions))
        super().__init__(
            f"expected data that prove how to read {sources}, but {len(questions)} question(s) stay open: answer them "
            f"in {', '.join(self.drafts) or 'the spec'}, in place of each `?`, and import with --spec",
            faults=[f"{one.source}: {one.field}: {one.question}" for one in questions],
        )

    @classmethod
    def together(cls, several: Sequence["OpenQuestions"], *, drafts: Sequence[str] = ()) -> "OpenQuestions":
        """Returns the questions of several sources as one; their specs follow each other as YAML documents."""
        questions = tuple(question for one in several for question in one.questions)
        return cls(questions, spec="---\n".join(one.spec for one in several), drafts=drafts)

    def to_json(self) -> dict[str, Any]:
        """Returns the questions and the spec to complete as values that JSON can hold."""
        questions = [question.to_json() for question in self.questions]
        return {"questions": questions, "spec": self.spec, "drafts": list(self.drafts)}
