"""What routes answer that put plain content together: the OpenAPI document and the page's types come from here.

A test holds the real answers against these shapes. They describe; nothing is converted by them.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from resa.app.permission import Role
from resa.app.plan import Action
from resa.app.review import Review

Plain = dict[str, Any]
Counts = dict[str, int]


def answers(model: Any, *, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Returns what a route's decorator takes as `responses`."""
    return {status: {"model": model}}


class PersonShown(BaseModel):
    """Somebody who is signed in."""

    id: str
    name: str
    email: str | None


class WorkspaceShown(BaseModel):
    """Which workspace this is."""

    id: str
    name: str


class Ways(BaseModel):
    """By which ways one signs in; `oidc` is what the other service is called."""

    password: bool
    oidc: str | None


class Me(BaseModel):
    """Who is asking; `token` is what changes need."""

    person: PersonShown | None
    role: Role | None
    language: str | None
    token: str | None
    workspace: WorkspaceShown
    is_first_start: bool
    ways: Ways


class TrendPoint(BaseModel):
    """A figure in one month."""

    at: str
    value: float | None
    interval: tuple[float, float] | None = None
    n: int | None = None


class Figure(BaseModel):
    """A figure with what it rests on."""

    value: float | None
    interval: tuple[float, float] | None
    n: int | None
    unit: str


class NamedFigure(Figure):
    """A KPI, a goal or a number of the business, month by month."""

    name: str
    target: float | None = None
    is_better_high: bool | None = None
    trend: list[TrendPoint]


class ChannelFigure(BaseModel):
    """How many meet us in a channel."""

    channel: str
    customers: int
    interactions: int
    trend: list[TrendPoint]


class Dashboard(BaseModel):
    """Every figure of the dashboards."""

    kpis: list[NamedFigure]
    conversions: list[NamedFigure]
    micro_conversions: list[NamedFigure]
    business: list[NamedFigure]
    channels: list[ChannelFigure]
    as_of: datetime
    revision: int


class StageFigure(Figure):
    """A feeling, and the stage in which it is."""

    stage: str


class Rollup(BaseModel):
    """What a map rolls up, with those below it.

    `unmeasured` says why it has no figures: "invented", "empty" or "fault". `pains_written` are cards, `pains_found`
    come from the data of this map alone, null where nobody asked for them.
    """

    map: str
    title: str
    form: str
    status: str
    parent: str | None
    updated_at: datetime
    customers: int | None
    interactions: int | None
    conversion: Figure | None
    worst_feeling: StageFigure | None
    fresh_at: datetime | None
    pains_written: int
    pains_found: int | None
    actions: int
    open_actions: int
    unmeasured: str | None
    children: list["Rollup"]
    fault: str | None


class Portfolio(BaseModel):
    """All maps as a tree."""

    maps: list[Rollup]


class Reviews(BaseModel):
    """The maps, those that are due first."""

    rows: list[Review]


class Plan(BaseModel):
    """The actions of all maps, and how far each department is."""

    columns: list[str]
    rows: list[Action]
    departments: list[Plain]


class AnswerBase(BaseModel):
    """Whom and what an answer rests on."""

    customers: int
    journeys: int | None
    interactions: int
    start: datetime | None = Field(alias="from")
    end: datetime | None = Field(alias="to")


class MeasureTold(BaseModel):
    """What a column of figures means."""

    unit: str
    variant: str


class AnswerTold(BaseModel):
    """The answer to a question, as `resa show --json` prints it, with its columns in order."""

    what: str
    per: str
    by: str | None
    where: str | None
    as_of: datetime
    revision: int
    base: AnswerBase
    measures: dict[str, MeasureTold]
    rows: list[Plain]
    exact: bool
    notes: list[str]
    columns: list[str]
    stages: dict[str, str] = {}


class VoiceRow(BaseModel):
    """A text as it was said last, and what was read in it; `customer` where one alone said it, to who may see them."""

    id: str
    text: str
    language: str | None
    feeling: str | None
    sure_share: float | None
    emotion: str | None
    reasons: list[str]
    read_by: str
    score: float | None
    score_low: float | None
    score_high: float | None
    touchpoint: str | None
    channel: str | None
    source: str
    time: str | None
    times: int
    customers: int
    customer: str | None


class VoicesFound(BaseModel):
    """Texts that are asked for, of how many they are the first, and what other choices would leave."""

    rows: list[VoiceRow]
    notes: list[str]
    total: int
    customers: int
    facets: dict[str, Counts]


class WordTold(BaseModel):
    """A word of a text, and how far it moved the reading towards good (above 0) or bad (below 0)."""

    word: str
    weight: float


class TextExplained(BaseModel):
    """What is read in a text now, and the words behind it."""

    text: str
    language: str | None
    feeling: str | None
    shares: dict[str, float]
    emotion: str | None
    reasons: list[str]
    words: list[WordTold]
    rung: str


class StageRow(BaseModel):
    """A stage; without a name every language has its own word for it."""

    stage: str
    name: str | None
    touchpoints: int


class StageTable(BaseModel):
    """The stages in order."""

    rows: list[StageRow]


class Question(BaseModel):
    """What of a source is open, and what it may be."""

    source: str
    field: str
    question: str
    options: list[str]
    samples: list[str]


class Reason(BaseModel):
    """Why a place of a spec was proposed as it is."""

    field: str
    choice: str
    confidence: float
    why: str
    is_assumed: bool


class ColumnSample(BaseModel):
    """Some contents of a column."""

    column: str
    texts: list[str]


class Proposal(BaseModel):
    """How a source of an upload may be read."""

    source: str
    files: list[str]
    spec: Plain
    samples: list[ColumnSample]
    rows: list[Plain]
    reasons: list[Reason]
    questions: list[Question]
    notes: list[str]
    is_known: bool


class UnreadUpload(BaseModel):
    """A file that can't be read, and why."""

    file: str
    sentence: str
    code: str


class SourceReport(BaseModel):
    """What became of the records of a source."""

    source: str
    received: int
    stored: int
    duplicates: int
    rejected: int
    suppressed: int
    yielded: Counts
    start: str | None = Field(alias="from")
    end: str | None = Field(alias="to")
    reasons: Counts
    notes: list[str]


class ImportReport(BaseModel):
    """What became of an upload."""

    sources: list[SourceReport]


class ReceivedFile(BaseModel):
    """A file as it came, and its size."""

    name: str
    bytes: int


class UploadSummary(BaseModel):
    """Who handed over which files, when, and how far they are."""

    upload: str
    by: str
    made_at: datetime
    state: str
    files: list[ReceivedFile]


class UploadTold(BaseModel):
    """An upload: how it may be read, how far it is, and what came of it."""

    upload: str
    state: str
    proposals: list[Proposal]
    unread: list[UnreadUpload]
    report: ImportReport | None


class Checked(BaseModel):
    """What the first records of a source would yield under a spec, or what is wrong with that."""

    source: str
    faults: list[str]
    questions: list[Question]
    samples: list[Plain]
    rows: int | None = None
    known: int | None = None
    yielded: Counts | None = None
    rejected: int | None = None
    reasons: Counts | None = None
