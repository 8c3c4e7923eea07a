"""Which column says when, and how it is written."""

import re

from resa.collect.proposing.findings import Findings
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.timeform import TimeForm
from resa.collect.proposing.words import word_set, words_of
from resa.collect.spec import OPEN, TimeRule

MOST_LOOKED_AT = 1_000
"""So many different times are looked at for samples that tell day from month."""

_FIRST = word_set("timestamp datetime time ts eventtime tidpunkt tidspunkt händelsetid hændelsestid")
_BEGIN = word_set(
    "start started starttid created posted besvarad besvaret opened order purchase first invoice sent "
    "transaction received occurred oprettet skapad event skickad lagd placed redemption won interview"
)
_LATE = word_set(
    "end ended enddate close closed update updated modified due deadline planned expiry expires valid "
    "exit header replied reply answer answered departure arrival"
)


def times_of(findings: Findings) -> dict[str, TimeForm]:
    """Returns every column that writes times of events, with its form; birthdays are none."""
    found = {}
    for portrait in findings.portraits.values():
        if "birth" in portrait.roles or not len(portrait.texts):
            continue
        form = portrait.time_form
        if form is not None:
            found[portrait.name] = form
    return found


def record_time(findings: Findings, times: dict[str, TimeForm]) -> TimeRule | None:
    """Returns when a record happened, asking where the form is not proven; None where no column says."""
    candidates = [findings.portraits[name] for name in times if _is_main(findings.portraits[name])]
    if not candidates:
        return None
    best = min(candidates, key=_rank)
    form = times[best.name]
    clock = None if form.has_clock else _clock_beside(findings, best)
    rule = time_rule(findings, best, form, clock=clock)
    why = "its content is a time, and its name says that this is when it happened"
    findings.reason("time", " + ".join(rule.columns), 1.0 if form.is_proven else 0.5, f"{why}, e.g. {form.samples[:1]}")
    if form.form not in ("iso", "epoch_s", "epoch_ms", "epoch_us") and form.is_proven:
        findings.reason("time.format", rule.format, 1.0, "a day above 12 proves the order")
    if not form.has_clock and clock is None:
        findings.reason("time", best.name, 1.0, "days without a time stay days, and give waits in days")
    findings.taken.update(rule.columns)
    return rule


def time_rule(
    findings: Findings, portrait: Portrait, form: TimeForm, *, clock: Portrait | None = None, place: str = "time"
) -> TimeRule:
    """Returns the rule of one column of times, and asks where its form is not proven."""
    written = form.form
    if not form.is_proven:
        written = _asked(findings, portrait, form, place)
    if clock is None:
        return TimeRule((portrait.name,), format=written)
    day = "%Y-%m-%d" if written == "iso" else written
    length = max(len(text) for text in clock.samples(20))
    return TimeRule(
        (portrait.name, clock.name),
        format=OPEN if written == OPEN else f"{day} {'%H:%M:%S' if length > 5 else '%H:%M'}",
    )


def _asked(findings: Findings, portrait: Portrait, form: TimeForm, place: str) -> str:
    asked = {question.field for question in findings.questions}
    if f"{place}.format" in asked:
        return OPEN
    options = (form.form, *form.others)
    if form.is_mixed:
        question = f"the times in {portrait.name!r} are written in several forms; which one stands, rejecting the rest?"
    else:
        question = f"no day above 12 proves whether {portrait.name!r} is written {' or '.join(options)}; which is it?"
    findings.ask(f"{place}.format", question, options=options, samples=_telling(portrait) or form.samples)
    return OPEN


def _telling(portrait: Portrait) -> tuple[str, ...]:
    """Returns times whose day and month differ, so that the readings do; none where all are like 03/03."""
    texts = portrait.distinct[:MOST_LOOKED_AT].to_pylist()
    return tuple(text for text in texts if len(set(re.findall(r"\d+", text)[:2])) == 2)[:3]


def _is_main(portrait: Portrait) -> bool:
    words = set(words_of(portrait.name))
    named = (
        "time" in portrait.roles or bool(words & _BEGIN) or any(stage in portrait.roles for stage in ("sent", "placed"))
    )
    return portrait.filled_share >= 0.5 and (named or not words & _LATE)


def _rank(portrait: Portrait) -> tuple[int, float, float]:
    words = set(words_of(portrait.name)) | {"".join(words_of(portrait.name))}
    order = (
        0 if words & _FIRST and not words & (_LATE | {"start"}) else 1 if words & _BEGIN else 3 if words & _LATE else 2
    )
    return order, -portrait.roles.get("time", 0.0), -portrait.filled_share


def _clock_beside(findings: Findings, day: Portrait) -> Portrait | None:
    """Returns the column with the time of day that goes with a column of days."""
    wanted = [
        one
        for one in findings.portraits.values()
        if one.clock_share > 0.95 and one.name != day.name and one.filled_share > 0.9 and not _is_length(one)
    ]
    named = [
        one
        for one in wanted
        if set(words_of(one.name)) & {"start", "time", "tid", "klockslag", "klokkeslett", "starttid"}
    ]
    return (named or [None])[0]  # type: ignore[list-item] # nothing found is None


def _is_length(portrait: Portrait) -> bool:
    words = set(words_of(portrait.name))
    return bool(words & {"duration", "length", "exit", "end", "wait", "längd", "varaktighet", "varighed", "varighet"})
