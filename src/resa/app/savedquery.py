"""A saved query: what a cell or a card asks of the data, as a document holds it, checked before it is asked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from resa.app.workspace import Workspace
from resa.model.condition import CUSTOMER_PREFIX, And, Condition, comparisons, parse
from resa.model.errors import ResaError, UsageError, nearest
from resa.understand.kpi import LANES

STAGE_MEASURES = ("reach", "share", "wait_to_next", "drop_off")
TOUCHPOINT_MEASURES = ("share", "customers", "interactions", "per_customer", "importance", "quality")
CHANNEL_MEASURES = ("share", "customers", "interactions")
WAIT_MEASURES = ("median", "p90")
TRANSITION_MEASURES = ("customers", "count", "share", "wait")
MESSAGE_MEASURES = ("sent", "delivered", "opened", "answered", "customers")
PLACES = ("stage", "touchpoint", "channel")

FIELDS_OF: Mapping[str, frozenset[str]] = {
    "customers": frozenset(),
    "stages": frozenset({"at", "measure"}),
    "touchpoints": frozenset({"at", "measure"}),
    "channels": frozenset({"at", "measure"}),
    "kpis": frozenset({"kpi", "by", "at"}),
    "waits": frozenset({"from", "to", "measure"}),
    "transitions": frozenset({"from", "to", "measure"}),
    "conversions": frozenset({"goal", "after"}),
    "retention": frozenset(),
    "messages": frozenset({"channel", "name", "measure"}),
}
"""What each query may say besides `what` and `where`."""

_MEASURES = {
    "stages": STAGE_MEASURES,
    "touchpoints": TOUCHPOINT_MEASURES,
    "channels": CHANNEL_MEASURES,
    "waits": WAIT_MEASURES,
    "transitions": TRANSITION_MEASURES,
    "messages": MESSAGE_MEASURES,
}


class InvalidQueryError(UsageError):
    """A saved query that can't be asked; `faults` lists every reason."""

    code: ClassVar[str] = "invalid_query"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """What is asked. `at`, `start` and `end` name a stage, touchpoint or channel; `by` says which of these `at` is.

    `start` and `end` are written "stage:purchase", "touchpoint:web: order" or "channel:web".
    """

    what: str
    where: str | None = None
    kpi: str | None = None
    by: str | None = None
    at: str | None = None
    measure: str | None = None
    start: str | None = None
    end: str | None = None
    goal: str | None = None
    after: str | None = None
    channel: str | None = None
    name: str | None = None


def saved_query(written: Any, *, workspace: Workspace) -> SavedQuery:
    """Returns the query that a document holds; raises `InvalidQueryError` with everything that is wrong with it."""
    if not isinstance(written, Mapping):
        raise InvalidQueryError(f"expected a query such as {{what: stages, at: purchase}}, got {written!r:.80}")
    faults = list(_faults(written, workspace=workspace))
    if faults:
        raise InvalidQueryError(f"expected a query that can be asked, got {len(faults)} faults", faults=faults)
    renamed = {"from": "start", "to": "end"}
    return SavedQuery(**{renamed.get(str(key), str(key)): text for key, text in written.items() if text})


def _faults(written: Mapping[str, Any], *, workspace: Workspace) -> Iterator[str]:
    what = str(written.get("what") or "")
    if what not in FIELDS_OF:
        yield _unknown("what", what, FIELDS_OF)
        return
    for key, text in written.items():
        if key not in FIELDS_OF[what] | {"what", "where"}:
            yield f"{key}: means nothing for {what}; known: {', '.join(sorted(FIELDS_OF[what] | {'where'}))}"
        elif text is not None and not isinstance(text, str):
            yield f"{key}: expected a text, got {text!r:.80}"
    told = {key: text for key, text in written.items() if isinstance(text, str) and text}
    yield from _condition_faults(told.get("where"), workspace=workspace)
    if what in _MEASURES and "measure" in told and told["measure"] not in _MEASURES[what]:
        yield _unknown("measure", told["measure"], _MEASURES[what])
    yield from _place_faults(what, told, workspace=workspace)


def _place_faults(what: str, told: Mapping[str, str], *, workspace: Workspace) -> Iterator[str]:
    match what:
        case "stages" | "touchpoints" | "channels":
            if "at" in told:
                yield from _named("at", told["at"], what.removesuffix("s"), workspace=workspace)
        case "kpis":
            yield from _kpi_faults(told, workspace=workspace)
        case "waits" | "transitions":
            for key in ("from", "to"):
                yield from _end_faults(key, told.get(key), workspace=workspace)
        case "conversions":
            goals = [goal.id for goal in workspace.knowledge.goals]
            if "goal" in told and told["goal"] not in goals:
                yield _unknown("goal", told["goal"], goals)
            if "after" in told:
                yield from _end_faults("after", told["after"], workspace=workspace)
        case "messages" if "channel" in told:
            yield from _named("channel", told["channel"], "channel", workspace=workspace)


def _kpi_faults(told: Mapping[str, str], *, workspace: Workspace) -> Iterator[str]:
    by = told.get("by", "stage" if "at" in told else "")
    if "kpi" in told and told["kpi"] not in LANES:
        yield _unknown("kpi", told["kpi"], LANES)
    if "kpi" not in told and by != "touchpoint":
        yield f"kpi: expected one of {', '.join(LANES)}, got none"
    if by and by not in PLACES:
        yield _unknown("by", by, PLACES)
    elif by and "at" not in told:
        yield f"at: expected a {by}, got none"
    elif by in ("stage", "channel"):
        yield from _named("at", told["at"], by, workspace=workspace)


def _end_faults(key: str, told: str | None, *, workspace: Workspace) -> Iterator[str]:
    kind, _, name = (told or "").partition(":")
    if kind not in PLACES or not name:
        yield f"{key}: expected stage:…, touchpoint:… or channel:…, got {told!r}"
    else:
        yield from _named(key, name, kind, workspace=workspace)


def _named(key: str, name: str, kind: str, *, workspace: Workspace) -> Iterator[str]:
    known = names_of(kind, workspace=workspace)
    if name not in known:
        yield _unknown(key, name, known)


def names_of(kind: str, *, workspace: Workspace) -> tuple[str, ...]:
    """Returns the ids of all stages, touchpoints or channels of a workspace."""
    match kind:
        case "stage":
            return tuple(stage.id for stage in workspace.catalogue.stages)
        case "touchpoint":
            return tuple(one.id for one in workspace.catalogue.touchpoints)
        case _:
            return tuple(sorted(set(workspace.engine.dictionary().channels)))


def _condition_faults(where: str | None, *, workspace: Workspace) -> Iterator[str]:
    if not where:
        return
    try:
        condition = parse(where)
        workspace.require_fields(one.field for one in comparisons(condition))
    except ResaError as error:
        yield f"where: {error.sentence}"


def _unknown(key: str, told: object, known: Collection[str]) -> str:
    hint = ", ".join(nearest(str(told or ""), known=known)) or "there are none yet"
    return f"{key}: unknown {told!r}; nearest: {hint}"


def joined(*filters: str | None) -> str | None:
    """Returns one filter that keeps what all of these keep; each is counted once.

    >>> joined("channel = web", None, "channel = web"), joined("a = 1", "b = 2 or c = 3")
    ('channel = web', '(a = 1) and (b = 2 or c = 3)')
    """
    parts = list(dict.fromkeys(one.strip() for one in filters if one and one.strip()))
    return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts) or None


def is_about_customers(condition: Condition) -> bool:
    """Says whether a filter keeps whole customers by what is known of them."""
    if isinstance(condition, And):
        return all(map(is_about_customers, condition.parts))
    return all(one.field.startswith(CUSTOMER_PREFIX) for one in comparisons(condition))
