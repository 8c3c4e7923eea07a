"""Amounts, scores and answers: which columns hold figures, in which currency or on which scale."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resa.collect.proposing.findings import Findings
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.words import NO_ANSWERS, words_of
from resa.collect.spec import OPEN, AnswerRule, Money, Origin, Score

_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "eur": "EUR", "usd": "USD", "gbp": "GBP"}
_CODES = frozenset(
    ["SEK", "DKK", "NOK", "EUR", "USD", "GBP", "ISK", "CHF", "PLN", "JPY", "CAD", "AUD", "BRL", "INR", "CZK"]
)
_SCALES = {"nps": (0.0, 10.0), "stars": (1.0, 5.0)}
_CODES_FOR_NOTHING = (11.0, 99.0, 98.0, 88.0, 97.0, 77.0, -1.0, 999.0)


@dataclass(frozen=True, slots=True)
class Scored:
    """A column of answers on a scale."""

    metric: str
    score: Score


def is_number(portrait: Portrait) -> bool:
    """Returns whether a column holds numbers, which are not all one."""
    return portrait.decimal is not None and len(portrait.texts) > 0


def money_of(findings: Findings, role: str, *, currency: Origin | None) -> Money | None:
    """Returns the amount of a role, in the currency given; None where there is no such column."""
    found = findings.take(role, fits=is_number)
    if found is None:
        return None
    return Money(found.name, currency, decimal=found.decimal or ".")


def currency_of(findings: Findings) -> Origin | None:
    """Returns where the currency stands: a column, a sign beside the amounts, or a name; asks where nothing tells."""
    amounts = [one for role in ("amount", "price") for one in findings.ranked(role, fits=is_number)]
    if not amounts:
        return None
    column = findings.take("currency", fits=lambda one: all(len(text) <= 4 for text in one.samples(20)))
    return Origin(column=column.name) if column is not None else told_currency(findings, amounts)


def told_currency(findings: Findings, amounts: Sequence[Portrait]) -> Origin:
    """Returns the currency that a sign beside the amounts or the name of their column tells; asks where none does."""
    for portrait in amounts:
        code = _named(portrait) or _signed(portrait)
        if code is not None:
            findings.reason(
                "money.currency", code, 0.95, f"it stands in {portrait.name!r}, e.g. {portrait.samples(1)[0]}"
            )
            return Origin(constant=code)
    findings.ask(
        "money.currency",
        f"which currency are the amounts in {amounts[0].name!r} in? No column, sign or name tells",
        options=sorted(_CODES),
        samples=amounts[0].samples(),
    )
    return Origin(constant=OPEN)


def _named(portrait: Portrait) -> str | None:
    words = {word.upper() for word in re.split(r"[\W_]+", portrait.name)}
    found = sorted(words & _CODES)
    return found[0] if found else None


def _signed(portrait: Portrait) -> str | None:
    signs = {
        re.sub(r"[\d\s.,'’()+\-−:\xa0\u202f]", "", text).lower() for text in portrait.distinct[:200].to_pylist()
    } - {""}
    codes = {sign.upper() if sign.upper() in _CODES else _SIGNS.get(sign) for sign in signs}
    return next(iter(codes)) if len(codes) == 1 and None not in codes else None


def scores(findings: Findings) -> dict[str, Scored]:
    """Returns the columns of answers on a scale by name, the scale told by the metric's definition or the content."""
    found = {}
    for metric in ("nps", "csat", "ces", "stars"):
        for portrait in findings.ranked(metric, fits=_could_be_score):
            scored = _scored(findings, portrait, metric)
            if scored is not None:
                findings.taken.add(portrait.name)
                found[portrait.name] = scored
    return found


def _could_be_score(portrait: Portrait) -> bool:
    """Returns whether a column holds few numbers; one of groups tells what scores were made of, not what was given."""
    if set(words_of(portrait.name)) & {"group", "grupp", "gruppe"}:
        return False
    return len(portrait.distinct) <= 40 and len(portrait.numbers) > 0.5 * len(portrait.distinct) - 3


def _scored(findings: Findings, portrait: Portrait, metric: str) -> Scored | None:
    given = np.unique(portrait.numbers) if portrait.decimal else _whole(portrait)
    if not len(given):
        return None
    low, high = _SCALES.get(metric) or _observed(given)
    if metric == "stars" and given.max() > 5 and given.max() <= 10:
        low, high = 1.0, 10.0
    nothing = [number for number in given if number < low or number > high]
    if any(number not in _CODES_FOR_NOTHING and not (metric != "nps" and number in (0.0, 6.0)) for number in nothing):
        findings.reason(
            "score", portrait.name, 0.4, f"named {metric}, but {nothing[:3]} lie outside {low:g} to {high:g}"
        )
        return None
    worded = [text for text in portrait.distinct.to_pylist() if text.lower() in NO_ANSWERS]
    codes = (*(f"{number:g}" for number in nothing), *worded)
    said = f", {', '.join(codes)} read as no answer" if codes else ""
    findings.reason("score", f"{portrait.name}: {metric}", 0.9, f"named so, {low:g} to {high:g}{said}")
    return Scored(metric, Score(portrait.name, low, high, codes, portrait.decimal or "."))


def _whole(portrait: Portrait) -> np.ndarray:
    texts = [text for text in portrait.distinct.to_pylist() if re.fullmatch(r"-?\d{1,3}(?:\.0)?", text)]
    return np.unique(np.array([float(text) for text in texts]))


def _observed(given: np.ndarray) -> tuple[float, float]:
    usual = given[(given >= 1) & (given <= 10)]
    highest = usual.max() if len(usual) else given.max()
    if highest == 6 and 5 in usual and given.min() == 0:
        return 1.0, 5.0  # 0 and 6 around five steps are the codes for blank and not applicable
    return 1.0, 5.0 if highest <= 5 else 7.0 if highest <= 7 else 10.0


def answer_rules(
    scored: dict[str, Scored],
    *,
    touchpoint: Origin | None,
    channel: Origin,
    text: Origin | None,
    language: Origin | None,
) -> tuple[AnswerRule, ...]:
    """Returns one rule for each question with a scale."""
    return tuple(
        AnswerRule(
            column,
            column,
            one.metric,
            one.score.low,
            one.score.high,
            one.score.not_answers,
            touchpoint=touchpoint,
            channel=channel,
            text=text,
            language=language,
        )
        for column, one in scored.items()
    )
