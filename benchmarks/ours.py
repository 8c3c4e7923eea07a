"""Our answers, from the encoded histories, as sorted arrays that can be compared."""

from collections.abc import Callable

import numpy as np

from benchmarks.history import History
from benchmarks.question import FUNNEL_SECONDS, SESSION_SECONDS, STEPS, TOP, Question
from resa.kernels.funnel import Funnel, StepOrder
from resa.kernels.markov import Markov
from resa.kernels.retention import Retention
from resa.kernels.selection import Criterion, Selection
from resa.kernels.session import Sessions
from resa.kernels.stepmatrix import StepMatrix
from resa.kernels.transition import Transitions, TransitionWaits
from resa.kernels.variant import PathVariants


def answers(history: History) -> dict[str, Callable[[Question], np.ndarray]]:
    partition, steps = history.partition, history.steps
    funnel = Funnel(tuple(frozenset({code}) for code in steps), StepOrder.ORDERED, FUNNEL_SECONDS)

    def filtered(question: Question) -> np.ndarray:
        channel = [history.channels.index(one) for one in partition.dictionary.channels]
        places = np.isin(channel if question.column == "channel" else np.arange(len(channel)), question.codes)
        return _waits(TransitionWaits().of_selected(partition, Selection(Criterion(places))).finish())

    def transitions(_: Question) -> np.ndarray:
        edges = Transitions().of(partition).finish()
        return np.stack([edges.start, edges.end, edges.count], axis=1)

    def variants(_: Question) -> np.ndarray:
        found = PathVariants(TOP).of(partition).finish()
        return np.append(found.counts, [found.variants])

    def sessions(_: Question) -> np.ndarray:
        found = Sessions(SESSION_SECONDS).of(partition).finish()
        return np.array([found.sessions, found.customers, found.median_interactions, found.median_seconds])

    def markov(_: Question) -> np.ndarray:
        chain = Markov(frozenset({steps[-1]})).of(partition).finish()
        return np.stack([chain.start, chain.end, chain.count], axis=1)

    def cohorts(_: Question) -> np.ndarray:
        found = Retention().of(partition).finish()
        return np.stack([found.cohort - found.cohort.min(), found.age, found.customers], axis=1)

    return {
        "transitions": transitions,
        "transitions with exact medians": lambda _: _waits(TransitionWaits().of(partition).finish()),
        "variants": variants,
        "funnel": lambda _: funnel.of(partition).finish()[1:],
        "step matrix": lambda _: StepMatrix(STEPS).of(partition).finish()[:, :-1],
        "sessions": sessions,
        "Markov counts": markov,
        "cohorts": cohorts,
        "narrow filter, exact medians": filtered,
        "wide filter, exact medians": filtered,
    }


def _waits(edges) -> np.ndarray:
    return np.stack([edges.start, edges.end, edges.count, edges.seconds[:, 0]], axis=1)
