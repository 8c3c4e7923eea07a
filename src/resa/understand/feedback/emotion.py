"""How customers feel at each touchpoint, in each stage or group: told by scores, and inferred from their words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.model.condition import CUSTOMER_PREFIX
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import CUSTOMERS, Answered, marked, revision_of, unmarked
from resa.understand.array import Codes
from resa.understand.conversion import profile_texts, unit_texts
from resa.understand.extent import Extents
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.mood import mood_row, moods, undecided_notes
from resa.understand.feedback.record import Feedback
from resa.understand.history import FieldSource, Texts
from resa.understand.told import answer_field
from resa.understand.voice.reading import FEELINGS

_MET_BY = ("touchpoint", "stage", "channel")
"""Fields of which it is known who met them without saying anything."""

FEELING = Measure("feeling", "mean_from_-2_to_2")
TEXTS = Measure("texts", "count")


def emotions(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource,
    catalogue: Catalogue,
    found: Heard,
    by: str | None = None,
) -> Table:
    """Returns a row for each touchpoint that somebody said something about, or for each value of `by`.

    Touchpoints stand in the order of the journey.
    `reported` is the mean of scores from -2 (bad) to 2 (good), `inferred` the mean that words let expect; each has its
    own base, interval and shares, and none is taken for the other. `inferred_decided` of the texts the reader decides,
    `abstained_share` it does not; where it decides fewer than a third, no mean is told. `response_share` is how many of
    those who met it said anything, None where to meet it is to speak. `emotions` are named in words (beta).
    """
    kept = found.within(engine=engine, scope=scope)
    said, field = kept.ours, by or "touchpoint"
    groups = group_texts(said, by=field, source=source)
    met = _met(engine, scope=scope, by=field, source=source, catalogue=catalogue)
    mood = moods(kept, said)
    rows = []
    for name, at in _parts(groups):
        place = {field: name, **({"stage": _stage(said, at)} if by is None else {})}
        rows.append({**place, **_who(said, at, met=met.get(name)), **mood_row(mood, at)})
    rows = [marked(row, n=max(row["reported_n"], row["inferred_n"])) for row in rows]
    (extent,) = engine.fold([Extents()], scope=replace(scope, unit=Unit.CUSTOMER))
    shown = sorted(rows, key=lambda row: _order(row, catalogue=catalogue, is_curve=by is None))
    return Answered(scope, extent, now, revision_of(engine)).table(
        "emotions",
        columns=(field, *(("stage",) if by is None else ()), *_COLUMNS),
        rows=shown,
        measures=_MEASURES,
        notes=(*_coverage(said, customers=extent.customers), *kept.notes, *undecided_notes(rows), *_NOTES),
    )


_FEELINGS = tuple(f"{side}_{feeling}_share" for side in ("reported", "inferred") for feeling in FEELINGS)
_COLUMNS = (
    "reported", "reported_n", "inferred", "inferred_n", "inferred_decided", "customers", "met", "response_share",
    *_FEELINGS, "abstained_share", "emotions",
)  # fmt: skip
_MEASURES = {
    "reported": FEELING, "reported_n": Measure("scores", "count"), "inferred": FEELING, "inferred_n": TEXTS,
    "inferred_decided": TEXTS, "customers": CUSTOMERS, "met": CUSTOMERS,
    "response_share": Measure("share", "of_those_who_met_it"),
    **{name: Measure("share", "of_scores" if name.startswith("reported") else "of_texts") for name in _FEELINGS},
    "abstained_share": Measure("share", "of_texts"), "emotions": Measure("", "texts_named_beta"),
}  # fmt: skip
_NOTES = (
    "reported comes from scores, inferred from words; they have different bases and are never added up",
    "named emotions are beta",
)


def group_texts(said: Feedback, *, by: str, source: FieldSource) -> Texts:
    """Returns what each row says of a field; of a customer's, what is known of the customer."""
    if not by.startswith(CUSTOMER_PREFIX):
        return answer_field(said.said, by)
    owner = said.said.customer
    told = profile_texts(source, name=by.removeprefix(CUSTOMER_PREFIX), customer=np.maximum(owner, 0))
    return Texts(told.names, np.where(owner < 0, -1, told.codes))


def _parts(groups: Texts) -> Iterator[tuple[str | None, Codes]]:
    for code, name in [*enumerate(groups.names), (-1, None)]:
        at = np.flatnonzero(groups.codes == code)
        if len(at):
            yield name, at


def _who(said: Feedback, at: Codes, *, met: NDArray[np.int64] | None) -> dict[str, Any]:
    """Returns who said something, and of how many who met it: only those count whose meeting is known."""
    who = said.said.customer[at]
    customers = np.unique(who[who >= 0])
    if met is None:
        return {"customers": len(customers), "met": None, "response_share": None}
    spoke = len(np.intersect1d(customers, met))
    if spoke == len(met):  # to meet it is to say something: a chat, a review
        return {"customers": len(customers), "met": len(met), "response_share": None}
    share = figure.share(spoke, whole=len(met), variant="of_those_who_met_it")
    return {"customers": len(customers), "met": len(met), **unmarked("response_share", share)}


def _met(
    engine: Engine, *, scope: Scope, by: str, source: FieldSource, catalogue: Catalogue
) -> dict[str | None, NDArray[np.int64]]:
    """Returns the customers who met each value of a field; nothing where that is not known."""
    if by not in _MET_BY and not by.startswith(CUSTOMER_PREFIX):
        return {}
    met: dict[str | None, list[NDArray[np.int64]]] = {}
    for partition in engine.partitions(scope):
        owner = partition.customer.astype(np.int64)
        texts = unit_texts(partition, by="touchpoint" if by == "stage" else by, source=source)
        if by == "stage":
            texts = _staged(texts, catalogue=catalogue)
        who = owner if by.startswith(CUSTOMER_PREFIX) else np.repeat(owner, np.diff(partition.offsets))
        for code, name in enumerate(texts.names):
            met.setdefault(name, []).append(np.unique(who[texts.codes == code]))
    return {name: np.unique(np.concatenate(parts)) for name, parts in met.items()}


def _staged(texts: Texts, *, catalogue: Catalogue) -> Texts:
    ids = tuple(stage.id for stage in catalogue.stages)
    stage = {one.id: one.placement.stage for one in catalogue.touchpoints}
    number = np.array([*(ids.index(stage[name]) if stage.get(name) in ids else -1 for name in texts.names), -1])
    return Texts(ids, number[texts.codes])


def _stage(said: Feedback, at: Codes) -> str | None:
    code = int(said.said.stage.codes[at[0]])
    return said.said.stage.names[code] if code >= 0 else None


def _order(row: dict[str, Any], *, catalogue: Catalogue, is_curve: bool) -> tuple[Any, ...]:
    if not is_curve:
        field = next(iter(row))
        stages = [stage.id for stage in catalogue.stages]
        if field == "stage":
            return (stages.index(row["stage"]) if row["stage"] in stages else len(stages), "")
        return (-(row["reported_n"] + row["inferred_n"]), str(row[field]))
    stages = [stage.id for stage in catalogue.stages]
    places = {one.id: at for at, one in enumerate(catalogue.touchpoints)}
    stage = stages.index(row["stage"]) if row["stage"] in stages else len(stages)
    return (stage, places.get(row["touchpoint"], len(places)), str(row["touchpoint"]))


def _coverage(said: Feedback, *, customers: int) -> Iterator[str]:
    who = np.unique(said.said.customer[said.said.customer >= 0])
    yield f"{len(who)} of {customers} customers said something, in {said.sayings} sayings"
    unknown = len(np.unique(said.saying[said.said.customer < 0]))
    if unknown:
        yield f"{unknown} sayings are of nobody known"
    if silent := int((~said.said.is_answer & (said.wording < 0)).sum()):
        yield f"{silent} blank, don't-know or not-applicable answers are not counted"
