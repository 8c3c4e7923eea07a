"""All that drawing and export take: a journey map with every figure filled in.

A `ResolvedMap` holds no language and no layout. Words that Resa itself says are given as keys with
parameters (`title_key`, `params`) and looked up by the drawing in the reader's language; words that came
from the data or from a person (touchpoint names, quotes, own stage names) are given as they are.
Everything a reader can point at has an `id`, and every figure is a `Measurement`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from resa.model.measurement import Base, Interval, Measurement, Provenance
from resa.model.period import Period


@dataclass(frozen=True, slots=True)
class ChannelGroup:
    """Channels that tint the river together, for example web and app."""

    id: str  # "search_social" "web_app" "messaging" "in_person" "other"
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageColumn:
    """One stage: how many reach it and how long until the next."""

    id: str
    name: str | None  # own name; None for the five default stages, which the drawing translates
    reach: Measurement  # customers, unit "count"
    share: Measurement  # of all customers in the map
    wait_to_next: Measurement | None  # median seconds from first arrival here to first arrival further on
    tints: Mapping[str, int]  # customers by channel group of their first interaction in the stage; sums to reach


@dataclass(frozen=True, slots=True)
class Flow:
    """Customers that move between two stages, or leave.

    For forward flows and `leave`, every customer is counted once per stage: reach of a stage = moved on to each
    later stage + left here (`leave`) + still within reach of going on (`stay`). A `loop` counts customers who came
    back from `from_stage` to the earlier `to_stage`.
    """

    id: str
    kind: str  # "forward" "leave" "stay" "enter" "loop"
    from_stage: str | None  # None for "enter"
    to_stage: str | None  # None for "leave" and "stay"
    customers: int
    share: Measurement  # of the customers who reached from_stage
    wait: Measurement | None = None  # median seconds
    tints: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TouchpointMark:
    """A touchpoint as it stands in its stage and channel row."""

    id: str
    name: str
    channel: str
    stage: str | None  # None where it is unplaced
    is_physical: bool
    customers: int
    interactions: int
    reach: Measurement  # share of the customers in the map
    per_customer: Measurement  # interactions per reached customer
    importance: Measurement | None  # share of goal conversions that met it beforehand, unit "share"
    quality: Measurement | None  # mean satisfaction here, feeling scale -2 to 2
    placement: Provenance
    placement_confidence: float | None
    trend: tuple[float | None, ...]  # interactions a month, oldest first
    median_position_share: float  # 0 early to 1 late inside its stage, for ordering from left to right
    hours: tuple[int, ...] = ()  # interactions by hour of the customer's day, 24 numbers, empty where unknown


@dataclass(frozen=True, slots=True)
class Link:
    """Customers who went straight from one touchpoint to another."""

    id: str
    from_touchpoint: str
    to_touchpoint: str
    customers: int
    count: int
    wait: Measurement | None  # median seconds


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, in their language."""

    text: str
    language: str | None
    channel: str | None
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeelingPoint:
    """The feeling at one place of the journey, -2 (bad) to 2 (good)."""

    id: str
    stage: str
    touchpoint: str | None
    position_share: float  # 0 to 1 inside the stage
    feeling: Measurement
    quote: Quote | None = None
    quote_count: int = 0


@dataclass(frozen=True, slots=True)
class PainMark:
    """A finding on the map: a pain, a delight or a moment of truth."""

    id: str
    kind: str  # "pain" "delight" "moment_of_truth"
    cause: str  # "drop_off" "wait" "repeat" "low_score" "high_score" "channel_switch" "messages" "decisive"
    stage: str
    touchpoint: str | None
    to_touchpoint: str | None
    title_key: str  # for example "pain.wait.title"
    params: Mapping[str, str | int | float]  # values for the title and the sentence, numbers raw
    size: Measurement  # customers touched (unit "count") or money a year (unit a currency)
    effect: Measurement  # the figure that is bad or good
    compared_with: Measurement | None  # the figure of peers or of the period before
    rank: int  # 1 is the worst or best of its kind
    provenance: Provenance
    evidence: tuple[str, ...]  # commands that show what it rests on
    paths: tuple["PathCount", ...] = ()
    quotes: tuple[Quote, ...] = ()
    slices: tuple["PainSlice", ...] = ()  # where it is worst, the clearest first
    worth: "PainWorth | None" = None  # of the findings of the whole map


@dataclass(frozen=True, slots=True)
class PainWorth:
    """How sure a finding is, how it went month by month, and what it costs or wins, where that can be told.

    `goal_gap` and `feeling_gap` hold those whom it touched against the others at the same place: a difference between
    customers, not proof of a cause. What is `regained` if it were as elsewhere is inferred from them.
    """

    chance: float  # how likely chance alone would show as much
    trend: tuple[float | None, ...] = ()  # of the finding's figure, by month of the map
    goal_gap: Measurement | None = None  # share who reach the goal after it, the others less those touched
    feeling_gap: Measurement | None = None  # mean of their next answers on the scale from -2 to 2, likewise
    regained: Measurement | None = None  # customers who would reach the goal besides (unit "count")
    money: Measurement | None = None  # what they would be worth, in the unit of a currency


@dataclass(frozen=True, slots=True)
class PainSlice:
    """A part of a finding in which it is clearly worse than in the rest, for example Mondays.

    `field` is "weekday", "hour", "month", "device", "channel", "topic", "profile.…", "property.…" or "met" (those who
    had met a touchpoint shortly before). `label` is as the data writes it: weekday "1" (Monday) to "7", month
    "2026-03", hour "0" to "23" of the customer's day, the id of a touchpoint. A slice by two fields, such as one
    country in one month, says the second in `and_field` and `and_label`.
    """

    field: str
    label: str
    figure: Measurement
    rest: Measurement  # everything else of the same finding where the field is known
    and_field: str | None = None
    and_label: str | None = None


@dataclass(frozen=True, slots=True)
class PathCount:
    """One exact way through touchpoints and how many took it."""

    touchpoints: tuple[str, ...]  # touchpoint ids
    count: int


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One KPI in one stage, or over the whole map where `stage` is None."""

    id: str
    stage: str | None
    measurement: Measurement
    trend: tuple[float | None, ...]  # the figure a month, oldest first, None where nothing was measured
    trend_n: tuple[int, ...]
    target: float | None = None


@dataclass(frozen=True, slots=True)
class LeftOutOrders:
    """Orders that a figure of money does not hold, since amounts of several currencies are not added up.

    `orders` is None where so few are behind it that they are withheld; `currencies` are sorted, "" is an untold one.
    """

    orders: int | None
    currencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A KPI lane: the same figure for each stage; `left_out` is what a figure of money does not hold."""

    id: str  # the KPI, for example "csat_mean", "move_on_share", "answer_wait"
    unit: str
    variant: str
    higher_is_better: bool
    cells: tuple[FigureCell, ...]
    left_out: LeftOutOrders | None = None


@dataclass(frozen=True, slots=True)
class MessageMark:
    """What the company sent in a stage on a channel, and what became of it."""

    id: str
    stage: str
    channel: str
    name: str
    customers: int
    sent: int
    delivered: Measurement | None  # share of sent
    opened: Measurement | None  # share of delivered, or of sent where deliveries are unknown
    answered: Measurement | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what happened the map can show."""

    interactions: int
    placed_share: Measurement  # interactions on a touchpoint with a stage
    known_customer_share: Measurement  # interactions whose customer is known
    largest_unmapped: str | None  # the touchpoint, or kind of record, with most interactions that the map lacks
    largest_unmapped_count: int


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """A source that fed the map, and how old its newest record is."""

    source: str
    records: int
    newest: datetime | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class AssertedCard:
    """A card that a person put on the map: an action, an owner, a need, a system."""

    id: str
    lane: str  # the id of a `LaneRow`; without rows the kind of lane: "action" "owner" "thought" "need" "people" ...
    stage: str
    text: str
    note: str | None = None
    provenance: Provenance = Provenance.ASSERTED
    until: datetime | None = None
    stale_since: datetime | None = None
    step: str | None = None
    to_stage: str | None = None  # the last stage that it covers
    owner: str | None = None
    status: str | None = None  # of an action: "idea" "planned" "doing" "done" "dropped"
    channel: str | None = None
    message: str | None = None  # what a message is for
    image: str | None = None  # an address that the page may load
    language: str | None = None
    measurement: Measurement | None = None  # of a card that is bound to a query
    uses: int = 0  # on how many maps it stands, where it is an entry of the library
    about: str | None = None  # the pain or opportunity that an action answers: the id of a card or of a finding
    kpi: str | None = None  # the figure that an action should move


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One lane of an edited map, in its place from top to bottom."""

    id: str
    shows: str  # a kind of lane, or the id of a figure row
    name: str | None  # own name; None lets the drawing name it in the reader's language
    persona: str | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class StepColumn:
    """A step of a stage, in its place from left to right; sub-steps name their parent and follow it."""

    id: str
    stage: str
    name: str
    parent: str | None = None
    touchpoint: str | None = None


@dataclass(frozen=True, slots=True)
class BoundCell:
    """A cell: a figure that answers a saved query, or words; it may cover several stages."""

    id: str
    lane: str
    stage: str | None
    step: str | None
    to_stage: str | None
    text: str | None
    measurement: Measurement | None
    trend: tuple[float | None, ...] = ()
    trend_n: tuple[int, ...] = ()
    target: float | None = None
    provenance: Provenance = Provenance.ASSERTED


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A feeling set by hand, -2 to 2."""

    id: str
    stage: str
    position_share: float  # 0 to 1 inside the stage
    level: float
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A line that people drew: how somebody feels, as it is or as it is to be, or the arc of the drama."""

    id: str
    lane: str
    kind: str  # "feeling" "arc"
    persona: str | None
    is_planned: bool
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """What people drew from one record to another, or what a card answers: an action a pain, for example."""

    id: str
    from_record: str
    to_record: str
    text: str | None
    is_answer: bool  # it comes from what a card says of itself, and is no record


@dataclass(frozen=True, slots=True)
class PersonaMark:
    """Somebody the map is about."""

    id: str
    name: str
    role: str | None = None
    portrait: Mapping[str, str | int | float] = field(default_factory=dict)
    quote: str | None = None
    share: Measurement | None = None  # of the customers, where a segment finds them


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One figure of the map held against the same figure of another group."""

    aspect: str  # "stage" "leave" "touchpoint" "feeling" "figure"
    id: str  # of the stage, flow, touchpoint, feeling point or figure cell
    versus: Measurement  # the other group's
    difference: float | None  # the map's figure less the other's, in their unit
    interval: Interval | None  # of the difference, at 95 %
    p: float | None  # of both figures being equal; None where nothing could be tested
    differs: bool | None  # whether it holds when all of them are looked at together


@dataclass(frozen=True, slots=True)
class MapComparison:
    """The group that a map is held against: `held` of `tested` figures still differ after correction for many looks."""

    where: str | None  # the other group's filter, as written
    base: Base
    period: Period | None
    figures: tuple[ComparedFigure, ...]
    tested: int
    held: int


@dataclass(frozen=True, slots=True)
class ResolvedMap:
    """A journey map, ready to be drawn: stages across, lanes down, every cell with what it rests on."""

    id: str
    title: str | None  # own title; None lets the drawing say "Customer journey" in the reader's language
    company: str | None
    where: str | None  # the filter, as written
    goal: str | None
    base: Base
    period: Period | None
    fresh_at: datetime | None
    revision: int
    stages: tuple[StageColumn, ...]
    channel_groups: tuple[ChannelGroup, ...]
    flows: tuple[Flow, ...]
    touchpoints: tuple[TouchpointMark, ...]  # biggest first
    links: tuple[Link, ...]  # biggest first
    feelings: tuple[FeelingPoint, ...]  # in order of stage and position
    pains: tuple[PainMark, ...]
    figures: tuple[FigureRow, ...]
    messages: tuple[MessageMark, ...]
    cards: tuple[AssertedCard, ...]
    coverage: Coverage
    sources: tuple[SourceFreshness, ...]
    trend_months: tuple[str, ...]  # labels "2026-01" of the trends, oldest first
    conversion: Measurement | None = None  # of the goal
    is_demo: bool = False
    form: str = "current_state"
    is_planned: bool = False
    lanes: tuple[LaneRow, ...] = ()  # of an edited map; without them a found map's lanes stand in the usual order
    steps: tuple[StepColumn, ...] = ()
    cells: tuple[BoundCell, ...] = ()
    curves: tuple[Curve, ...] = ()
    personas: tuple[PersonaMark, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    compared: MapComparison | None = None  # a map with differences says what it is held against


@dataclass(frozen=True, slots=True)
class MapView:
    """One prepared view of the same map: everything, one channel, one period, or one value of a profile field."""

    id: str
    kind: str  # "all" "channel" "period" "profile"
    label: str | None  # the value: a channel id, "2026-Q1", or a profile value; None for "all"
    field: str | None  # the profile field, for kind "profile"
    map: ResolvedMap


@dataclass(frozen=True, slots=True)
class MapPage:
    """What one written page holds: the map and its prepared views, and how it is to be read."""

    language: str  # "en" "sv" "da" "nb": the language it opens in
    views: tuple[MapView, ...]  # the first is "all"
    written_at: datetime
    has_quotes: bool
    has_evidence: bool
