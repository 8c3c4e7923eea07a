"""All loops compiled ahead, so that the first question of a fresh installation does not wait for the compiler."""

from typing import Any

import numpy as np

from resa.kernels.activity import Activity
from resa.kernels.conversion import Conversion
from resa.kernels.cut import cut
from resa.kernels.duration import Duration
from resa.kernels.encode import encode
from resa.kernels.funnel import Funnel, StepOrder
from resa.kernels.hashing import KeySet, Numbers, Texts, row_keys
from resa.kernels.markov import Markov
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.reach import Reach
from resa.kernels.retention import Retention
from resa.kernels.select import select
from resa.kernels.selection import Criterion, Selection
from resa.kernels.session import Sessions
from resa.kernels.stageflow import StageFlow
from resa.kernels.stepmatrix import StepMatrix
from resa.kernels.summary import Summary
from resa.kernels.transition import TransitionCustomers, Transitions, TransitionWaits
from resa.kernels.variant import PathVariants
from resa.kernels.wait import Wait


def compile_all() -> None:
    """Runs every loop once on a few interactions; takes about a minute where no cache on disk is there yet."""
    partition = _small()
    everywhere = np.ones(2, np.bool_)
    steps = (frozenset({0}), frozenset({1}))
    partition = select(cut(partition, gap_seconds=60), Selection(has=(Criterion(places=everywhere),)))
    partition = select(partition, Selection(keep=Criterion(places=everywhere)))
    summaries: tuple[Summary[Any], ...] = (
        *(Transitions(), TransitionWaits(), TransitionCustomers(), PathVariants(), StepMatrix(), Sessions(), Markov()),
        *(Funnel(steps, order) for order in StepOrder),
        *(Retention(), Retention("week"), Wait(*steps), Duration(), Conversion(places=everywhere)),
        *(StageFlow(2, (0, 1)), Reach((0, 1)), Activity((0, 1))),
    )
    for summary in summaries:
        counts = summary.of(partition)
        counts = counts + counts
        counts.finish()
    high, low = row_keys({"text": _text(), "number": Numbers(np.arange(2))}, rows=2)
    KeySet().add_new(high, low=low)


def _small() -> Partition:
    places = (("", "web", "a", "", "", ""), ("", "web", "b", "", "", ""))
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
