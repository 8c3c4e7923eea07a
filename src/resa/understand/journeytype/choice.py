"""Which way of drawing types fits: judged by paths that were kept aside, the same way for all data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resa.understand.journeytype.mixture import Form, Mixture, fitted
from resa.understand.journeytype.ways import Ways
from resa.understand.matching import adjusted_rand

LEANS = (3.0, 10.0, 30.0, 100.0)
MOST_TYPES = 12
_FOLDS = 3
_FIRST_TYPES = 6
_PATIENCE = 2
_JUDGED = 1500  # paths that forms are judged by, at most
_LEAST = 2 * _FOLDS  # paths: with fewer, hardly any would be left to draw types from beside those kept aside
_NEARLY = 0.95
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The mixture that fits best, how it was drawn, and what paths kept aside say of it.

    `gain` is by how much the types make a path that was kept aside likelier than one chain for all does, in log units
    a path. `agreement` is the adjusted Rand index of types drawn from two halves apart, both given all paths: 1 is the
    same types, 0 chance.
    """

    mixture: Mixture
    form: Form
    gain: float
    agreement: float


def chosen(ways: Ways, *, most: int = MOST_TYPES) -> Choice:
    """Returns the types of these paths.

    Types by what follows what and by what occurs, with rare steps leaning on everybody's more or less, and from one
    type to `most`: each drawn from two thirds of the paths and judged by the last third, three times over. What counts
    is by how much the types make a path that was kept aside likelier than one type of the same form does: that is what
    they tell of it. Of the numbers of types that tell nearly as much as the best one, the steadiest counts: that whose
    types come back when they are drawn from either half of the paths. A handful of paths is one type.
    """
    if len(ways) < _LEAST:
        alone = Form(1, 0, LEANS[0])
        return Choice(fitted(ways, form=alone), alone, 0.0, 1.0)
    judged = ways.taken(np.arange(0, len(ways), max(1, -(-len(ways) // _JUDGED))))
    first = max(_firsts(judged, most=most), key=lambda one: one.gain)
    tried = {first.form.types: first}
    for types in range(2, most + 1):
        if types not in tried:
            form = replace(first.form, types=types)
            tried[types] = _Tried(form, held_out(judged, form=form), first.alone)
        if types >= max(_best(tried).form.types, _FIRST_TYPES) + _PATIENCE:
            break
    steady = {one.form: agreement(ways, form=one.form) for one in _nearly_best(tried)}
    best = max(steady, key=lambda form: (round(steady[form], 6), -form.types))
    gain = tried[best.types].gain if best.types > 1 else 0.0
    return Choice(fitted(ways, form=best), best, gain, steady[best])


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """What a form makes of paths kept aside, and what one type of it does (n,)."""

    form: Form
    told: NDArray[np.float64]
    alone: NDArray[np.float64]

    @property
    def gain(self) -> float:
        return float((self.told - self.alone).mean()) if len(self.told) else 0.0


def _firsts(ways: Ways, *, most: int) -> Iterator[_Tried]:
    """Yields the best of each order with a middling number of types."""
    for order in (0, 1):
        forms = [Form(min(_FIRST_TYPES, most), order, lean) for lean in LEANS]
        told = {form: held_out(ways, form=form) for form in forms}
        best = max(forms, key=lambda form: float(told[form].sum()))
        yield _Tried(best, told[best], held_out(ways, form=replace(best, types=1)))


def _best(tried: dict[int, _Tried]) -> _Tried:
    return max(tried.values(), key=lambda one: one.gain)


def _nearly_best(tried: dict[int, _Tried]) -> list[_Tried]:
    """Returns what tells as much as the best one, but for a twentieth or chance; one type alone where it does."""
    best = _best(tried)
    alone = _Tried(replace(best.form, types=1), best.alone, best.alone)
    if _is_chance(best, alone):
        return [alone]
    found = [one for one in tried.values() if one.form.types <= best.form.types]
    return [one for one in found if one.gain >= _NEARLY * best.gain or _is_chance(best, one)]


def _is_chance(best: _Tried, one: _Tried) -> bool:
    loss = best.told - one.told
    return bool(loss.sum() <= loss.std() * np.sqrt(len(loss)) + _NOTHING)


def held_out(ways: Ways, *, form: Form) -> NDArray[np.float64]:
    """Returns the log likelihood of each path under types that were drawn without it."""
    fold = np.arange(len(ways)) % _FOLDS
    found = np.zeros(len(ways))
    for one in range(_FOLDS):
        mixture = fitted(ways.taken(np.flatnonzero(fold != one)), form=form)
        found[fold == one] = mixture.shares(ways.taken(np.flatnonzero(fold == one)))[1]
    return found


def agreement(ways: Ways, *, form: Form) -> float:
    """Returns how alike the types are that the two halves of the paths give."""
    halves = [fitted(ways.taken(np.arange(part, len(ways), 2)), form=form) for part in (0, 1)]
    first, second = (half.shares(ways)[0].argmax(axis=1) for half in halves)
    return adjusted_rand(first, second)
