"""A spec for a file whose tool is known: a preset says what is what, the content says how it is written."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pyarrow as pa

from resa.collect.amount import numbers
from resa.collect.presets.preset import Preset, nearly, recognised
from resa.collect.proposing.figures import answer_rules, scores, told_currency
from resa.collect.proposing.findings import Findings
from resa.collect.proposing.moment import time_rule
from resa.collect.proposing.naming import identifiers
from resa.collect.proposing.timeform import time_form
from resa.collect.sheet import Sheet
from resa.collect.spec import AnswerRule, Money, Origin, Score, SourceSpec, TimeRule, Wait
from resa.collect.speccolumn import columns_of

PRESET = "preset"
"""The field of the reason that names the tool."""

CLOCKS_SHARE = 0.9
"""From this share of clocks such as 00:01:30 on, a column of waits is written so."""

MOST_TEXTS = 50
"""So many different texts of a column are held against a preset's patterns."""


def known_preset(sheet: Sheet) -> Preset | None:
    """Returns the preset that knows these records, None where none does."""
    return recognised(sheet.names, texts=lambda name: sheet.text(name).drop_null().unique()[:MOST_TEXTS].to_pylist())


def close_to(sheet: Sheet) -> str | None:
    """Returns which export these records nearly are, and what they lack for it, as a sentence."""
    found = nearly(sheet.names)
    if found is None:
        return None
    preset, lacking = found
    return (
        f"the file is much like {preset.title}, but without {', '.join(lacking)}: read by its columns as any file is; "
        f"`resa presets {preset.name}` tells how to get the whole export"
    )


def known_spec(findings: Findings, preset: Preset) -> SourceSpec | None:
    """Returns the preset's spec for the file, None where nothing is left of it.

    Times and decimal signs follow the content: exports differ by the language they were made in. A form that the
    content leaves open is the one that the tool is known for, else it is asked.
    """
    spec = preset.spec_for(findings.sheet.names)
    if spec is None:
        return None
    unseen = "" if preset.basis == "seen" else "; no live export of it was seen, so look at what it yields"
    findings.reason(PRESET, preset.title, 0.95, f"it has the columns {', '.join(preset.columns[:6])}{unseen}")
    findings.taken.update(columns_of(spec))
    written = _written(replace(spec, source=findings.source), findings, "")
    assert isinstance(written, SourceSpec)
    return _with_answers(written, findings) if "answers" in preset.leaves else written


def _with_answers(spec: SourceSpec, findings: Findings) -> SourceSpec:
    """Returns the spec of a survey with its questions: addresses, scores and the text among columns nobody knows."""
    who = tuple(one for one in identifiers(findings) if one.namespace in ("email", "phone"))
    scored = scores(findings)
    free = [one for one in findings.portraits.values() if one.name not in findings.taken and one.is_prose]
    prose = findings.take("text", fits=lambda one: one.decimal is None) or next(iter(free), None)
    first, *rest = spec.interactions
    text = Origin(column=prose.name) if prose else None
    best = next(iter(scored.values()), None)
    said = replace(first, text=first.text or text, score=first.score or (best.score if best else None))
    rules = answer_rules(scored, touchpoint=first.name, channel=first.channel, text=said.text, language=first.language)
    named = (*spec.identifiers, *who)
    answers = (*spec.answers, *(replace(one, when=first.when) for one in rules))
    return replace(spec, identifiers=named, interactions=(said, *rest), answers=answers)


def _written(part: Any, findings: Findings, place: str) -> Any:
    if isinstance(part, tuple):
        return tuple(_written(one, findings, place) for one in part)
    if isinstance(part, TimeRule):
        return _time(part, findings, place)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    inner = {one.name: _written(getattr(part, one.name), findings, _below(place, one.name)) for one in fields(part)}
    whole: Any = replace(part, **inner)
    if isinstance(whole, Wait):
        return _wait(whole, findings)
    if isinstance(whole, Score | AnswerRule) and whole.marks:
        whole = replace(whole, not_answers=(*whole.not_answers, *_unmarked(whole, findings)))
    return _amount(whole, findings) if isinstance(whole, Money | Score) else whole


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _time(rule: TimeRule, findings: Findings, place: str) -> TimeRule:
    """Returns the rule in the form that the file's texts prove, or that the tool is known for."""
    portraits = [findings.portraits[name] for name in rule.columns if name in findings.portraits]
    if not portraits or len(portraits) > 2 or not len(portraits[0].texts):
        return rule
    day, *clock = portraits
    form = day.time_form or time_form(day.texts, is_named_time=True)
    if form is None:
        return rule
    if not form.is_proven and rule.format.split(" %H")[0] in {one.split(" %H")[0] for one in (form.form, *form.others)}:
        return rule
    found = time_rule(findings, day, form, clock=clock[0] if clock else None, place=place)
    return replace(rule, format=found.format)


def _unmarked(rule: Score | AnswerRule, findings: Findings) -> list[str]:
    """Returns the words of a column that stand for no number there: they are no scores, and no faults either."""
    portrait = findings.portraits.get(rule.column)
    known = {word.lower() for word, _ in rule.marks} | {word.lower() for word in rule.not_answers}
    texts = portrait.distinct.to_pylist() if portrait is not None else []
    words = [text for text in texts if text.lower() not in known and not _is_number(text)]
    return words[:MOST_TEXTS]


def _is_number(text: str) -> bool:
    return not numbers(pa.array([text])).is_fault[0]


def _wait(rule: Wait, findings: Findings) -> Wait:
    """Returns the wait as a clock where the texts are clocks, since tools let people choose."""
    portrait = findings.portraits.get(rule.column or "")
    is_clock = portrait is not None and bool(len(portrait.texts)) and portrait.clock_share > CLOCKS_SHARE
    return replace(rule, format="clock") if is_clock else rule


def _amount(rule: Money | Score, findings: Findings) -> Money | Score:
    portrait = findings.portraits.get(rule.column)
    if portrait is None or not len(portrait.texts):
        return rule
    written = replace(rule, decimal=portrait.decimal or rule.decimal)
    if isinstance(written, Money) and written.currency is None:
        return replace(written, currency=told_currency(findings, [portrait]))
    return written
