"""All loops compiled ahead, so that the first question of a fresh installation does not wait for the compiler."""

from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from resa.kernels.activity import Activity
from resa.kernels.alignment import Alignments
from resa.kernels.around import Around
from resa.kernels.arrival import Arrival
from resa.kernels.calendar import Months, calendar, local_hours, occurrences
from resa.kernels.contact import Contacting
from resa.kernels.conversion import Conversion
from resa.kernels.cut import cut
from resa.kernels.duration import Duration
from resa.kernels.encode import encode
from resa.kernels.funnel import Funnel, StepOrder
from resa.kernels.greatest import greatest
from resa.kernels.hashing import KeySet, NumberedKeys, Numbers, Texts, row_keys
from resa.kernels.markov import Markov
from resa.kernels.meeting import NO_HOUR, Meeting
from resa.kernels.messaging import Messaging
from resa.kernels.origin import Origin
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.passage import Passage
from resa.kernels.reach import Reach
from resa.kernels.recurrence import recurs
from resa.kernels.retention import Retention
from resa.kernels.select import select
from resa.kernels.selection import Criterion, Selection
from resa.kernels.session import Sessions
from resa.kernels.stageflow import StageFlow
from resa.kernels.stepflow import StepFlow, StepNodes
from resa.kernels.stepmatrix import StepMatrix
from resa.kernels.summary import Summary
from resa.kernels.transition import TransitionCustomers, Transitions, TransitionWaits
from resa.kernels.variant import PathVariants
from resa.kernels.wait import Wait

_PROCESSES = 2
_SLOTS = (("rank", np.int32), ("matter", np.int64))


def main() -> None:
    """Compiles all loops in two processes side by side: about half a minute where nothing is kept on disk yet."""
    _select(_small())
    with ProcessPoolExecutor(_PROCESSES) as pool:
        list(pool.map(_compile, range(_PROCESSES)))


def _compile(part: int) -> None:
    partition = _select(_small())
    for summary in _summaries()[part::_PROCESSES]:
        counts = summary.of(partition)
        counts = counts + counts
        counts.finish()
    if part:
        high, low = row_keys({"text": _text(), "number": Numbers(np.arange(2))}, rows=2)
        KeySet().add_new(high, low=low)
        NumberedKeys().know(high, low=low)
        _walk_for_a_map(partition)
    else:
        for selection in _selections(partition):
            TransitionWaits().of_selected(partition, selection).finish()


def _walk_for_a_map(partition: Partition) -> None:
    """Runs what the figures of a map are counted with."""
    codes, ever, rows = np.arange(2), np.ones(2, np.bool_), int(partition.row.max()) + 1
    known = calendar(partition.origin)
    occurrences(partition, known)
    clock = Months(known, np.minimum(np.arange(known.since), 1), 1)
    placed: dict[str, Any] = {"stages": 2, "months": clock, "stage_of_touchpoint": codes}
    arrival = Arrival(**placed, tints=2, takes_part=ever, tint_of_place=codes, later_seconds=60)
    arrival.of(partition).waits.quantiles((0.5,))
    hours = np.zeros(rows, np.uint8)
    local_hours(partition, offset_of_row=np.zeros(rows, np.int16), unknown=NO_HOUR, hour_of_row=hours)
    Meeting(**placed, role_of_place=np.ones(2, np.uint8), mark_of_row=hours).of(partition)
    slots: dict[str, Any] = {f"{name}_of_slot": np.zeros(rows, kind) for name, kind in _SLOTS}
    talked = Contacting(
        **placed,
        **slots,
        is_contact=ever,
        way_of_place=codes,
        slot_of_row=np.arange(rows, dtype=np.int32),
        waits_ascending=np.zeros(1),
        within=60,
    )
    waits = talked.of(partition).waits
    waits.at_ranks(np.zeros((len(waits.sizes()), 4), np.int64))
    greatest(codes, np.ones(2), groups=2)
    recurs(codes, codes, codes, within=60)
    places: dict[str, Any] = {"step_of_place": codes, "channel_of_place": codes}
    Messaging(1, 2, **placed, **places, mark_of_row=np.zeros(rows, np.int32)).of(partition)
    Alignments(2, (0, 1)).of(partition).finish()
    Passage(ever, ever).of(partition)


def _selections(partition: Partition) -> tuple[Selection, ...]:
    everywhere, ever = Criterion(places=np.ones(2, np.bool_)), Criterion(start=partition.origin)
    return Selection(keep=everywhere), Selection(keep=ever), Selection(has=(ever,))


def _select(partition: Partition) -> Partition:
    everywhere = Criterion(places=np.ones(2, np.bool_))
    partition = select(cut(partition, gap_seconds=60), Selection(has=(everywhere,)))
    return select(partition, Selection(keep=everywhere))


def _summaries() -> tuple[Summary[Any], ...]:
    everywhere = np.ones(2, np.bool_)
    steps = (frozenset({0}), frozenset({1}))
    return (
        *(
            Transitions(),
            TransitionWaits(),
            TransitionCustomers(),
            PathVariants(),
            StepMatrix(),
            StepNodes(2),
            Sessions(),
            Markov(),
        ),
        *(Funnel(steps, order) for order in StepOrder),
        *(Retention(), Retention("week"), Wait(*steps), Duration(), Conversion(places=everywhere)),
        *(StepFlow(((0, 1), (0, 1)), 2), Around(Origin(steps[0]))),
        *(StageFlow(2, (0, 1)), Reach((0, 1)), Activity((0, 1))),
    )


def _small() -> Partition:
    places = (Place("", "web", "a"), Place("", "web", "b"))
    dictionary = Dictionary(places, ("a", "b"), np.arange(2, dtype=np.uint16))
    rows = 1 << 13  # enough for tables by edge and bin rather than lists
    return encode(
        np.repeat(np.arange(rows // 8, dtype=np.int32), 8),
        time_us=np.arange(rows) * 40_000_000,
        place=(np.arange(rows) % 2).astype(np.uint16),
        dictionary=dictionary,
    )


def _text() -> Texts:
    return Texts(np.array([0, 1, 2]), np.frombuffer(b"ab", np.uint8))


if __name__ == "__main__":
    main()
