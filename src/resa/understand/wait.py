"""How long customers wait: between touchpoints, and for answers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.tally import Tally
from resa.kernels.waitbin import wait_bin
from resa.kernels.waitspread import Spans
from resa.mapping.catalogue import Catalogue
from resa.model.table import Table
from resa.store.port import Engine, Scope
from resa.understand.answer import marked
from resa.understand.history import FieldSource, History, fields, history
from resa.understand.lens import lens
from resa.understand.path import waits_between

Places = NDArray[np.int64]

_LONGEST = 2**32 - 1  # seconds that a bin can hold

ANSWER = "answer"
"""Where a wait ends that the source itself tells: the answer, the queue's end, the delivery."""


def waits(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource | None = None,
    by: str = "touchpoint",
    catalogue: Catalogue | None = None,
) -> Table:
    """Returns how long it takes from each step to the next, and how long answers take.

    Rows with `kind` "step" run between direct neighbours. With `source`, rows of kind "told" (to "answer") hold the
    waits that the records themselves tell, and rows of kind "first_answer" the time from a customer's first message
    about a matter to our first reply to it, for the matters that got one. The most frequent come first within a kind.
    """
    table = waits_between(engine, scope=scope, now=now, by=by, catalogue=catalogue)
    rows: list[dict[str, Any]] = [{**row, "kind": "step"} for row in table.rows]
    if source is not None:
        whole = history(engine, scope=scope)
        seen = lens(by, dictionary=whole.dictionary, catalogue=catalogue)
        step = whole.of_place(np.array(seen.code_of_place, np.int64))
        rows += [*_told(whole, source, step=step, names=seen.names), *_first_answers(whole, source, step, seen.names)]
    return Table(
        what=table.what,
        columns=(*table.columns, "kind"),
        rows=tuple(rows),
        base=table.base,
        as_of=table.as_of,
        revision=table.revision,
        per=table.per,
        measures=table.measures,
        notes=table.notes,
    )


def _told(
    whole: History, source: FieldSource, *, step: NDArray[np.int64], names: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    wait = fields(source, whole).wait[whole.origin_at]
    known = ~np.isnan(wait)
    counts = np.bincount(step[known], minlength=len(names))
    for code in np.lexsort([np.arange(len(names)), -counts]).tolist():
        if counts[code]:
            yield _row(names[code], ANSWER, wait[known & (step == code)], kind="told")


def first_answers(whole: History, source: FieldSource) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns the places of the first message in and of the first reply out after it, for each matter that has both."""
    matter = fields(source, whole).matter.codes[whole.origin_at]
    direction = whole.of_place(
        np.array([{"in": 1, "out": 2}.get(place.direction, 0) for place in whole.dictionary.places], np.int64)
    )
    at = np.flatnonzero((matter >= 0) & (direction > 0))
    order = np.lexsort([at, matter[at], whole.unit[at]])
    at = at[order]
    begins = np.flatnonzero((np.diff(matter[at], prepend=-1) != 0) | (np.diff(whole.unit[at], prepend=-1) != 0))
    run = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(at))))
    asked = _firsts(at, run, direction[at] == 1, runs=len(begins))
    is_reply = (direction[at] == 2) & (asked[run] >= 0) & (at > asked[run])
    replied = _firsts(at, run, is_reply, runs=len(begins))
    both = (asked >= 0) & (replied >= 0)
    return asked[both], replied[both]


def _firsts(
    at: NDArray[np.int64], run: NDArray[np.int64], wanted: NDArray[np.bool_], *, runs: int
) -> NDArray[np.int64]:
    """Returns the first wanted place of each run, -1 where there is none."""
    found = np.full(runs, -1, np.int64)
    mine = np.flatnonzero(wanted)[::-1]
    found[run[mine]] = at[mine]
    return found


def _first_answers(
    whole: History, source: FieldSource, step: NDArray[np.int64], names: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    asked, replied = first_answers(whole, source)
    seconds = (whole.seconds[replied] - whole.seconds[asked]).astype(np.float64)
    pair = step[asked] * len(names) + step[replied]
    keys, counts = np.unique(pair, return_counts=True)
    for at in np.lexsort([keys, -counts]).tolist():
        start, end = divmod(int(keys[at]), len(names))
        yield _row(names[start], names[end], seconds[pair == keys[at]], kind="first_answer")


def _row(start: str, end: str, seconds: NDArray[np.float64], *, kind: str) -> dict[str, Any]:
    bins = wait_bin(np.clip(seconds, 0, _LONGEST).astype(np.int64)).astype(np.int64)
    figures = {
        "from": start,
        "to": end,
        "n": len(seconds),
        "median_seconds": float(np.median(seconds)),
        "p90_seconds": float(np.quantile(seconds, 0.9)),
        "distribution": Spans.of(Tally.of_keys(bins)).of_groups()[0],
        "kind": kind,
    }
    return marked(figures, n=len(seconds))
