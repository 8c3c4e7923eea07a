"""How one source is read: which columns say who, when, where and what, and what a record yields.

A spec is a value: it is written by hand or proposed (`propose`), kept as YAML (`specfile`), and followed by `judge`.
"""

import re
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from resa.collect.readers.raw import FileFormat

OPEN = "?"
"""Stands where somebody has to answer a question before the spec can be followed."""

TIME_FORMATS = ("iso", "epoch_s", "epoch_ms", "epoch_us")
"""Formats of times besides patterns such as `%d-%m-%Y %H:%M`."""

METRICS = ("nps", "csat", "ces", "stars", "other")

DIRECTIVES = "YymdHIMSfpbBz%"
"""The letters that may follow `%` in the pattern of a time."""

WAIT_FORMATS = ("seconds", "milliseconds", "minutes", "clock")
"""How a wait is written; "clock" is `hh:mm:ss`."""

_PLACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class When:
    """A claim about one column of a record; every part that is given must hold, and a bare column means "is filled"."""

    SHORT: ClassVar[str] = "column"

    column: str
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    is_filled: bool | None = None
    starts_with: str | None = None
    below: float | None = None
    above: float | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: a column, a constant, or a template such as `{city} {street}`.

    `translate` replaces texts; what it does not list becomes `otherwise`, or stays where there is none. An empty
    column is filled with `otherwise` too.
    """

    SHORT: ClassVar[str] = "column"

    column: str | None = None
    constant: str | None = None
    template: str | None = None
    translate: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None

    def __post_init__(self) -> None:
        given = [name for name in ("column", "constant", "template") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"expected one of column, constant, template, got {', '.join(given) or 'none of them'}")

    def columns(self) -> tuple[str, ...]:
        """Returns the columns it reads."""
        if self.template is not None:
            return places(self.template)
        return (self.column,) if self.column is not None else ()


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took: a column of seconds, milliseconds, minutes or a clock (`hh:mm:ss`)."""

    SHORT: ClassVar[str] = "column"

    column: str
    format: str = "seconds"

    def __post_init__(self) -> None:
        if self.format not in WAIT_FORMATS:
            raise ValueError(f"expected a format of {', '.join(WAIT_FORMATS)}, got {self.format!r}")


@dataclass(frozen=True, slots=True)
class TimeRule:
    """Where a time is written, and how.

    Several columns are joined by a space before they are read; a template such as `2017-05-{day}` may stand instead.
    `format` is "iso", "epoch_s", "epoch_ms", "epoch_us" or a pattern of `%d %m %Y %y %H %I %M %S %f %p %b %B %z`; one
    format for the whole column. `zone` overrides the spec's. `plus` is what passed since that time, as recordings and
    transcripts tell it.
    """

    SHORT: ClassVar[str] = "columns"

    columns: tuple[str, ...] = ()
    template: str | None = None
    format: str = "iso"
    zone: str | None = None
    plus: Span | None = None

    def __post_init__(self) -> None:
        if bool(self.columns) == (self.template is not None):
            raise ValueError("expected either columns or a template of a time")
        if self.format not in (*TIME_FORMATS, OPEN) and "%" not in self.format:
            raise ValueError(f"expected a time format of {', '.join(TIME_FORMATS)} or a pattern, got {self.format!r}")
        unknown = [letter for letter in re.findall(r"%(.?)", self.format) if letter not in DIRECTIVES]
        if unknown:
            raise ValueError(
                f"expected %{' %'.join(DIRECTIVES)} in a time format, got %{unknown[0]} in {self.format!r}"
            )
        _check_zone(self.zone)

    def reads(self) -> tuple[str, ...]:
        """Returns the columns that the time is written in."""
        return self.columns or places(self.template or "")

    def told_in(self) -> tuple[str, ...]:
        """Returns every column it reads, what passed since then included."""
        return (*self.reads(), *((self.plus.column,) if self.plus else ()))


@dataclass(frozen=True, slots=True)
class IdentifierRule:
    """A column that says who.

    `template` (`C{:08d}`) rewrites integers; national phone numbers are read by the country in `region_column`, else
    by `region` (two letters).
    """

    column: str
    namespace: str
    template: str | None = None
    region: str | None = None
    region_column: str | None = None
    when: tuple[When, ...] = ()

    def __post_init__(self) -> None:
        if not self.column or not self.namespace:
            raise ValueError(f"expected a column and a namespace, got {self.column!r} and {self.namespace!r}")
        _check_region(self.region)
        if self.template is not None and len(re.findall(r"\{(?::0\d+d)?\}", self.template)) != 1:
            raise ValueError(f"expected a template with one place such as C{{:08d}}, got {self.template!r}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: a column, or the product of two (`column` times `times`).

    `decimal` is the decimal sign; `is_minor` says that amounts are whole minor units already.
    """

    SHORT: ClassVar[str] = "column"

    column: str
    currency: Origin | None = None
    times: str | None = None
    decimal: str = "."
    is_minor: bool = False

    def __post_init__(self) -> None:
        _check_decimal(self.decimal)


@dataclass(frozen=True, slots=True)
class Score:
    """A number on a scale; `not_answers` are codes for don't know, blank or not applicable.

    `marks` are words that stand for numbers: `{good: 5, bad: 1}`.
    """

    column: str
    low: float | None = None
    high: float | None = None
    not_answers: tuple[str, ...] = ()
    decimal: str = "."
    marks: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        _check_decimal(self.decimal)
        _check_scale(self.low, self.high)
        _check_marks(self.marks)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the customer waited: a column, or from one time to another."""

    column: str | None = None
    format: str = "seconds"
    start: TimeRule | None = None
    end: TimeRule | None = None

    def __post_init__(self) -> None:
        if (self.column is None) == (self.start is None or self.end is None):
            raise ValueError("expected a wait to have either a column, or a start and an end")
        if self.format not in WAIT_FORMATS:
            raise ValueError(f"expected a wait format of {', '.join(WAIT_FORMATS)}, got {self.format!r}")


@dataclass(frozen=True, slots=True)
class Click:
    """Where on a page a click was: a position, the element it met, or both.

    `x` and `y` count from the upper left corner of the page, in the unit of `width` and `height`; without a width they
    are shares of 0 to 1. All four are multiplied by `scale`, where a tool counts in coarser steps than pixels. `page`
    is the interaction's name where nothing else is said.
    """

    page: Origin | None = None
    x: Origin | None = None
    y: Origin | None = None
    width: Origin | None = None
    height: Origin | None = None
    element: Origin | None = None
    scale: Origin | None = None

    def __post_init__(self) -> None:
        if (self.x is None) != (self.y is None) or (self.x is None and self.element is None):
            raise ValueError("expected a click to have both x and y, or an element")


@dataclass(frozen=True, slots=True)
class InteractionRule:
    """An interaction that a record yields where `when` holds, at most once per text of the columns `once_per`."""

    name: Origin
    channel: Origin
    kind: Origin | None = None
    time: TimeRule | None = None
    when: tuple[When, ...] = ()
    once_per: tuple[str, ...] = ()
    device: Origin | None = None
    direction: Origin | None = None
    money: Money | None = None
    score: Score | None = None
    text: Origin | None = None
    language: Origin | None = None
    order_id: Origin | None = None
    matter: Origin | None = None
    topic: Origin | None = None
    wait: Wait | None = None
    outcome: Origin | None = None
    campaign: Origin | None = None
    click: Click | None = None


@dataclass(frozen=True, slots=True)
class ProfileRule:
    """Columns that describe the customer, and the names they go by; without a time they hold from the start."""

    columns: tuple[tuple[str, str], ...]
    time: TimeRule | None = None


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """A yes or no to being contacted on a channel; an empty answer is no record, not a yes."""

    column: str
    channel: Origin
    purpose: Origin | None = None
    granted: tuple[str, ...] = ()  # texts that mean yes; empty: the usual words
    time: TimeRule | None = None
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusRule:
    """The status of an order where the claim holds."""

    status: str
    when: When


@dataclass(frozen=True, slots=True)
class LineRule:
    """One line of an order; its amount is `money`, else quantity times price."""

    product: Origin | None = None
    quantity: str | None = None
    price: Money | None = None
    money: Money | None = None
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderRule:
    """An order, once per order id; the first status whose claim holds applies, else "placed".

    With `is_detail`, another source tells the orders and this one their lines only.
    """

    order_id: Origin
    channel: Origin | None = None
    money: Money | None = None
    status: tuple[StatusRule, ...] = ()
    lines: LineRule | None = None
    time: TimeRule | None = None
    when: tuple[When, ...] = ()
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """One question of a survey: its column and how answers are to be read."""

    column: str
    question: str
    metric: str = "other"
    low: float | None = None
    high: float | None = None
    not_answers: tuple[str, ...] = ()
    touchpoint: Origin | None = None
    channel: Origin | None = None
    text: Origin | None = None
    language: Origin | None = None
    when: tuple[When, ...] = ()
    time: TimeRule | None = None
    marks: tuple[tuple[str, str], ...] = ()  # words that stand for numbers

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise ValueError(f"expected a metric of {', '.join(METRICS)}, got {self.metric!r}")
        _check_scale(self.low, self.high)
        _check_marks(self.marks)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Columns joined from another file: `on` pairs our column with theirs, `columns` their names with ours."""

    file: str
    on: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    format: FileFormat | None = None


@dataclass(frozen=True, slots=True)
class CompanyRule:
    """Whom a record is about; what is not about us (`ours`, or an empty name) is kept apart as a competitor's."""

    name: Origin
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """Says how a file or feed is read and what its records yield.

    `files` is a glob on file names. `record` names the columns that identify a record (none: its whole content).
    `sequence` orders equal times. `zone` is None where the workspace's applies. `received` is the time on our own
    clock: where it is given, times of clocks that are days off are corrected by it. `properties` are the columns kept
    beside the fields (None: all otherwise unused). A reference is kept for lookups and yields nothing.
    """

    source: str
    files: str | None = None
    format: FileFormat | None = None
    is_reference: bool = False
    record: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    time: TimeRule | None = None
    zone: str | None = None
    received: TimeRule | None = None
    offset: Origin | None = None
    region: str | None = None
    identifiers: tuple[IdentifierRule, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    interactions: tuple[InteractionRule, ...] = ()
    profile: ProfileRule | None = None
    consents: tuple[ConsentRule, ...] = ()
    orders: OrderRule | None = None
    answers: tuple[AnswerRule, ...] = ()
    properties: tuple[str, ...] | None = None
    company: CompanyRule | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("expected a source to have a name")
        _check_zone(self.zone)
        _check_region(self.region)
        untimed = [rule for rule in self.interactions if rule.time is None]
        if untimed and self.time is None:
            raise ValueError("expected a time, since interactions happen at an instant: add time, or time of each")
        yields = self.interactions or self.profile or self.consents or self.orders or self.answers
        if not yields and not self.is_reference:
            raise ValueError(
                "expected the spec to yield something: add interactions, profile, consents, orders or answers"
            )


def _check_zone(zone: str | None) -> None:
    if zone is None or zone == OPEN:
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(f"expected a time zone such as Europe/Stockholm or UTC, got {zone!r}") from fault


def _check_region(region: str | None) -> None:
    if region is not None and region != OPEN and not re.fullmatch(r"[A-Za-z]{2}", region):
        raise ValueError(f"expected the two letters of a country such as SE, got {region!r}")


def _check_decimal(sign: str) -> None:
    if sign not in (".", ","):
        raise ValueError(f"expected a decimal sign of . or , but got {sign!r}")


def _check_scale(low: float | None, high: float | None) -> None:
    if low is not None and high is not None and low >= high:
        raise ValueError(f"expected a scale to rise from low to high, got {low:g} to {high:g}")


def _check_marks(marks: tuple[tuple[str, str], ...]) -> None:
    odd = [number for _, number in marks if not re.fullmatch(r"-?\d+(\.\d+)?", number)]
    if odd:
        raise ValueError(f"expected words that stand for numbers, got {odd[0]!r}")


def places(template: str) -> tuple[str, ...]:
    """Returns the columns that a template names.

    >>> places("2017-05-{day} {hour}")
    ('day', 'hour')
    """
    return tuple(_PLACES.findall(template))
