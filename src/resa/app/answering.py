"""Any question of `resa show`, asked by somebody in the app: the answer, and what can be asked here.

Answers of one revision are counted once and remembered, for a picture, its file and the way back are one question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from resa.app.answerfile.write import AnswerFile, answer_file
from resa.app.asking import Question
from resa.app.audience import account_fields, facts_in
from resa.app.deviations import planned_steps
from resa.app.documents import Document, documents, library, text_of
from resa.app.keptgroups import KEPT_FIT, KEPT_TYPES
from resa.app.maps import show_map
from resa.app.permission import Act, NotAllowedError, Person, require
from resa.app.personal import require_filter
from resa.app.remarks import ANSWERS as REMARKED
from resa.app.remarks import Remarks
from resa.app.remembering import Lately, PerWorkspace
from resa.app.serving import ServedWorkspace
from resa.app.show import show
from resa.app.understanding import ANSWERS, OPTIONS
from resa.app.workspace import Workspace
from resa.mapping.export.discreetanswer import discreet_answer
from resa.model.condition import quoted
from resa.model.errors import ResaError
from resa.model.journeymap import JourneyMap, RecordKind
from resa.model.table import Table
from resa.understand.clickspots import GROUPINGS
from resa.understand.difference import ASPECTS
from resa.understand.persona.roster import Roster
from resa.understand.reach import touchpoints

MOST_REMEMBERED = 32
GRAINS = ("touchpoint", "channel", "stage", "kind", "device", "source")
"""What a step of a path can be; other fields make paths that nobody asks for."""

SPLITS = {
    "kpis": ("stage", "touchpoint", "channel"),
    "conversions": ("channel", "device", "source", "month"),
    "comparison": (*ASPECTS, "figure"),
    "clicks": GROUPINGS,
    "attribution": ("channel", "touchpoint", "stage", "source", "device", "campaign"),
    "emotions": ("stage", "channel", "language", "month"),
}
"""What answers can be split by, besides what profiles tell."""

BY_PROFILE = frozenset({"kpis", "conversions", "emotions"})


@dataclass(frozen=True, slots=True)
class Askable:
    """A question by its name, the options that it follows, and what it can be split by."""

    what: str
    options: tuple[str, ...]
    splits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint, as options name it, with how many customers met it."""

    id: str
    name: str
    channel: str
    stage: str
    customers: int


@dataclass(frozen=True, slots=True)
class StagePlace:
    """A stage; without a name every language has its own word for it."""

    id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class KeptSegment:
    """A group of customers under a name: `kind` is a "persona", a "type" of journey, or "saved" by somebody.

    `map` is where it was saved, None for the library and for what the data gave.
    """

    name: str
    where: str
    map: str | None
    kind: str = "saved"


@dataclass(frozen=True, slots=True)
class PlannedMap:
    """A map whose steps journeys can be held against."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class AnswerWish:
    """What a file shall be: its form (".pdf"), the language of its words (None is the person's own), its colours."""

    form: str
    language: str | None = None
    theme: str = "light"
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Answerable:
    """Everything that can be asked of the workspace, and what options can name; `start` and `end` are its period.

    `accounts` are profile fields by which several customers can count as one.
    """

    questions: tuple[Askable, ...]
    touchpoints: tuple[Place, ...]
    stages: tuple[StagePlace, ...]
    channels: tuple[str, ...]
    goals: tuple[str, ...]
    accounts: tuple[str, ...]
    segments: tuple[KeptSegment, ...]
    maps: tuple[PlannedMap, ...]
    customers: int
    start: str | None
    end: str | None


def answer(person: Person, served: ServedWorkspace, question: Question) -> Table:
    """Returns the answer to any question; those that lead to single customers are for who may see them.

    A map is one of the app's, by its id, as this person sees it.
    """
    require(person, Act.SEE_MAPS)
    steps = (step for step in question.steps if any(sign in step for sign in "=<>"))
    require_filter(person, question.where, question.versus, question.touches, *steps, by=question.by)
    plan = show_map(person, served, question.map).map if question.map is not None else None
    if plan is not None:
        return served.ask(lambda workspace: show(workspace, question, plan=plan))
    return served.ask(lambda workspace: _memories.of(workspace).answered(workspace, question))


def answer_to_take(person: Person, served: ServedWorkspace, question: Question, *, wish: AnswerWish) -> AnswerFile:
    """Returns the answer as a file, in a form (".xlsx").

    Rows that rest on fewer than five people are left out; `has_evidence` keeps them, for roles that may see customers.
    """
    if wish.has_evidence:
        require(person, Act.SEE_CUSTOMERS)
    found = answer(person, served, question)
    kept = found if wish.has_evidence else discreet_answer(found)
    language = wish.language or (None if wish.form == ".csv" else person.language)  # what programs read keeps its keys
    return answer_file(kept, wish.form, language=language, theme=wish.theme)


def answerable(person: Person, served: ServedWorkspace) -> Answerable:
    """Returns what this person can ask: questions with their options, and what is there to name in them."""
    require(person, Act.SEE_MAPS)
    found = documents(person, served)
    segments = (*served.ask(lambda workspace: kept_groups(workspace, person.language)),
                *_segments(person, library(served), found))  # fmt: skip
    planned = [one for one in found if not one.is_invented and any(planned_steps(one.map))]
    maps = tuple(PlannedMap(one.entry.id, one.entry.title) for one in planned)
    return served.ask(lambda workspace: _answerable(workspace, segments=segments, maps=maps))


def _answerable(workspace: Workspace, *, segments: tuple[KeptSegment, ...], maps: tuple[PlannedMap, ...]) -> Answerable:
    met = _memories.of(workspace).met(workspace)
    customers = {row["name"]: row["customers"] for row in met.rows}
    known = workspace.catalogue
    places = [
        Place(one.id, one.name, one.channel, one.placement.stage, customers.get(one.id, 0)) for one in known.touchpoints
    ]
    period = workspace.base.period
    return Answerable(
        questions=tuple(_askable(what, workspace=workspace) for what in ANSWERS),
        touchpoints=tuple(sorted(places, key=lambda one: (-one.customers, one.id))),
        stages=tuple(StagePlace(one.id, one.name) for one in known.stages),
        channels=tuple(sorted(set(workspace.engine.dictionary().channels))),
        goals=tuple(goal.id for goal in workspace.knowledge.goals),
        accounts=_memories.of(workspace).account_fields,
        segments=segments,
        maps=maps,
        customers=workspace.base.customers,
        start=period.start.date().isoformat() if period else None,
        end=period.end.date().isoformat() if period else None,
    )


def _askable(what: str, *, workspace: Workspace) -> Askable:
    options = OPTIONS.get(what, set[str]())
    splits = SPLITS.get(what, GRAINS) if "by" in options else ()
    told = _memories.of(workspace).telling_fields if what in BY_PROFILE else ()
    return Askable(what, tuple(sorted(options)), (*splits, *told))


def kept_groups(workspace: Workspace, language: str) -> tuple[KeptSegment, ...]:
    """Returns the personas and the types of journeys that are kept, under their names; looks at no customer."""
    fit, types = KEPT_FIT.of(workspace.folder), KEPT_TYPES.of(workspace.folder)
    roster = Roster(fit, workspace.knowledge.personas) if fit is not None else None
    found = roster.kept.groups if roster else ()
    names = [(one.id, roster.names(one).get(language, one.id)) for one in found] if roster else []
    names += [(one.id, one.name or one.id) for one in workspace.knowledge.personas if one.claims]
    personas = [KeptSegment(name, f"persona = {quoted(lasting)}", None, "persona") for lasting, name in names]
    travelled = types.types if types is not None else ()
    return (*personas, *(KeptSegment(one.name, f"type = {quoted(one.id)}", None, "type") for one in travelled))


def _segments(person: Person, shared: JourneyMap, found: Iterable[Document]) -> Iterator[KeptSegment]:
    """Yields the segments of personas, each once, without those that lead to customers whom this person may not see."""
    kept = [(one.map, RecordKind.PERSONA, one.entry.id) for one in found]
    shelves: list[tuple[JourneyMap, RecordKind, str | None]] = [(shared, RecordKind.ENTRY, None), *kept]
    seen: set[tuple[str, str]] = set()
    for document, kind, about in shelves:
        for record in document.of_kind(kind):
            name, where = text_of(record, "name"), text_of(record, "segment")
            if name and where and (name, where) not in seen and _is_open(person, where):
                seen.add((name, where))
                yield KeptSegment(name, where, about)


def _is_open(person: Person, where: str) -> bool:
    try:
        require_filter(person, where)
    except NotAllowedError:
        return False
    except ResaError:  # a filter that can't be read is told where it is written
        return False
    return True


class AnswerMemory:
    """The answers counted lately."""

    def __init__(self, workspace: Workspace) -> None:
        self._profiles = workspace.further
        self._answers: Lately[tuple[Question, Remarks | None], Table] = Lately(MOST_REMEMBERED)
        self._met: Lately[None, Table] = Lately(1)

    def answered(self, workspace: Workspace, question: Question) -> Table:
        """Returns the answer; counts it where nobody asked lately."""
        remarks = workspace.remarks if question.what in REMARKED else None
        return self._answers.told((question, remarks), lambda: show(workspace, question))

    def met(self, workspace: Workspace) -> Table:
        """Returns every touchpoint with its customers, without the trends that a question about them also counts."""
        scope, now = workspace.scope(None), workspace.now()
        found = partial(touchpoints, workspace.engine, scope=scope, now=now, catalogue=workspace.catalogue)
        return self._met.told(None, found)

    @cached_property
    def telling_fields(self) -> tuple[str, ...]:
        """The fields of profiles that say the same of many customers, as filters write them."""
        facts = facts_in(self._profiles.table("profiles"))
        return tuple(sorted(one.field for one in facts if one.answers))

    @cached_property
    def account_fields(self) -> tuple[str, ...]:
        """The fields of profiles by which customers can count as one, as filters write them."""
        return account_fields(self._profiles.table("profiles"))


_memories = PerWorkspace(AnswerMemory)
