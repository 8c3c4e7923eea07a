"""The models of credit beside each other: how each shares out the same conversions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resa.kernels.credit import RULES, rule_credit
from resa.model.errors import UnknownNameError
from resa.understand.array import Floats
from resa.understand.credit.chain import Chains, chains
from resa.understand.credit.touch import TouchPaths

MODELS = ("first", "last", "linear", "position", "decay", "markov", "shapley")
"""The models, in the order in which they are told. markov2, markov3 and so on remember more touches."""

DRAWS = 300
_LEVELS = (2.5, 97.5)
_MOST_DRAWN = 2e9  # what inverting a chain takes, to the power of three


@dataclass(frozen=True, slots=True, eq=False)
class Credit:
    """Of each code (codes,) its share of the conversions, of their worth, and where the shares may lie (2, codes).

    None where nothing was gained, or where intervals would take too long.
    """

    share: Floats
    worth_share: Floats | None
    around: Floats | None
    worth_around: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Credits:
    """The credit by each model; `touched` (codes,) is how many conversions a code was before at all."""

    by_model: dict[str, Credit]
    touched: Floats
    conversions: float
    worth: float


def checked_models(named: str | None) -> tuple[str, ...]:
    """Returns the models that are asked for: all without a name; raises `UnknownNameError` for others."""
    if named is None:
        return MODELS
    if named in MODELS or re.fullmatch(r"markov[2-4]", named):
        return (named,)
    raise UnknownNameError("model of credit", named, known=(*MODELS, "markov2", "markov3", "markov4"))


def shared_credit(paths: TouchPaths, *, models: Sequence[str] = MODELS, draws: int = DRAWS) -> Credits:
    """Returns the credit of each code by each model, with intervals of 95 % where `draws` is not 0.

    Intervals by drawing groups of customers anew (bootstrap): they tell how far other customers of the same kind would
    move the shares, not whether the model is right.

    Source: B. Efron, "Bootstrap methods: another look at the jackknife", 1979.
    """
    rules = _rules(paths, paths.reached)
    worth = _rules(paths, paths.worth) if paths.worth.any() else None
    drawn = _drawn(paths.groups, draws=draws)
    found: dict[str, Credit] = {}
    for model in models:
        if model in RULES:
            at = RULES.index(model)
            mine, money = rules[at], None if worth is None else worth[at]
            found[model] = Credit(_share(mine.sum(axis=0)), None if money is None else _share(money.sum(axis=0)),
                                  _around(mine, drawn), None if money is None else _around(money, drawn))  # fmt: skip
        else:
            order = int(model.removeprefix("markov") or 1)
            share, around = _chain_credit(chains(paths, order=order), drawn)
            has_worth = worth is not None
            found[model] = Credit(share, share if has_worth else None, around, around if has_worth else None)
    gained = 0.0 if worth is None else float(worth[0].sum())
    return Credits(found, rules[-1].sum(axis=0), float(rules[0].sum()), gained)


def _rules(paths: TouchPaths, gained: Floats) -> Floats:
    shape = (paths.groups, paths.codes)
    return rule_credit(paths.bounds, paths.code, recency=paths.recency, gained=gained, group=paths.group, shape=shape)


def _drawn(groups: int, *, draws: int) -> Floats | None:
    """Returns how often each group is drawn, draw by draw (draws, groups)."""
    if draws == 0 or groups < 10:
        return None
    return np.random.default_rng(groups).multinomial(groups, np.full(groups, 1 / groups), size=draws).astype(np.float64)


def _share(credit: Floats) -> Floats:
    total = credit.sum(axis=-1, keepdims=True)
    share: Floats = np.divide(credit, total, out=np.zeros_like(credit), where=total > 0)
    return share


def _around(credit: Floats, drawn: Floats | None) -> Floats | None:
    return None if drawn is None else np.percentile(_share(drawn @ credit), _LEVELS, axis=0)


def _chain_credit(chain: Chains, drawn: Floats | None) -> tuple[Floats, Floats | None]:
    share = chain.removal().share
    effort = float(len(chain.code_of_state)) ** 3
    affordable = int(min(len(drawn), _MOST_DRAWN / max(1.0, effort))) if drawn is not None else 0
    if drawn is None or affordable < 50 or drawn.shape[1] != len(chain.edges):
        return share, None
    shares = [chain.removal(weight).share for weight in drawn[:affordable]]
    return share, np.percentile(np.array(shares), _LEVELS, axis=0)
