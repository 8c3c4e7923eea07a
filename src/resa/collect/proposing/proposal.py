"""A spec proposed from what a file looks like: what is proven, what is assumed, and what has to be asked.

Nothing ambiguous is guessed: the order of day and month, who the customer is, and the currency are proven by the
content or asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import pyarrow as pa

from resa.collect.proposing.channels import channel
from resa.collect.proposing.clicks import are_sums
from resa.collect.proposing.figures import answer_rules, scores
from resa.collect.proposing.findings import Findings, Reason
from resa.collect.proposing.happenings import interaction_rules, line_rules
from resa.collect.proposing.known import PRESET, close_to, known_preset, known_spec
from resa.collect.proposing.moment import record_time, times_of
from resa.collect.proposing.naming import ask_who, has_person, identifiers
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.timeform import TimeForm
from resa.collect.proposing.words import channel_word, source_kinds, word_set
from resa.collect.readers.layout import laid_out, with_layout
from resa.collect.readers.raw import FileFormat, RawBatch
from resa.collect.sheet import Sheet
from resa.collect.spec import (
    OPEN,
    ConsentRule,
    IdentifierRule,
    InteractionRule,
    Origin,
    ProfileRule,
    SourceSpec,
    TimeRule,
)
from resa.collect.specfile import spec_to_yaml
from resa.model.intake import OpenQuestion, OpenQuestions

ASSUMED = 0.65
"""Choices of less confidence than this are defaults, which a report states."""

MESSAGE = ".eml"
"""How files end that hold one message each."""

MANY = 20
"""From so many rows on, a text that is different in each of them is a code or a name."""

_SUMS = (
    "clicks are told as sums, without people and times, so they stand in no journey: kept for lookups; ask the tool "
    "for single events"
)

_SUFFIXES = re.compile(
    r"(\.(csv|tsv|txt|json|jsonl|ndjson|xlsx|xlsm|parquet|xes|gz|zip|bz2|xz|zst|xml|jsonocel|xmlocel|sqlite|db|mbox|eml|md|markdown))+$",
    re.IGNORECASE,
)
_DATES = re.compile(r"[_\-. ]*(\d{4}[_\-.]?\d{2}([_\-.]?\d{2})?|\d{8,14})$")
_HAPPEN = word_set("call chat ticket message receipt return order survey review social event delivery app web")
_YES_NO = word_set("ja nej nei yes no true false 1 0 y n j x on off granted revoked opt-in opt-out")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A spec with `?` where a question is open, why each field was chosen, and samples of what it was read from."""

    spec: SourceSpec
    reasons: tuple[Reason, ...]
    questions: tuple[OpenQuestion, ...]
    samples: tuple[tuple[str, tuple[str, ...]], ...]
    noticed: tuple[str, ...] = ()  # what was noticed when the file was sniffed, for example damaged letters

    def accepted(self, *, allows_defaults: bool = True) -> SourceSpec:
        """Returns the spec where everything in it is proven, or a stated default that is allowed.

        Raises `OpenQuestions` with everything else; without `allows_defaults` also where something was assumed.
        """
        assumed = () if allows_defaults else tuple(self._confirmations())
        if self.questions or assumed:
            raise OpenQuestions((*self.questions, *assumed), spec=spec_to_yaml(self.spec))
        return self.spec

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noticed, recognised and assumed, as sentences for the report."""
        known = (f"read as {one.choice}: {one.why}" for one in self.reasons if one.field == PRESET)
        assumed = (f"assumed {one.field}: {one.choice} ({one.why})" for one in self._assumed())
        return (*self.noticed, *known, *assumed)

    def _assumed(self) -> list[Reason]:
        return [one for one in self.reasons if one.confidence < ASSUMED]

    def _confirmations(self) -> list[OpenQuestion]:
        return [
            OpenQuestion(
                self.spec.source, one.field, f"is {one.choice} right? {one.why}; --yes accepts it", (one.choice,)
            )
            for one in self._assumed()
        ]


def propose(
    file: str,
    file_format: FileFormat,
    sample: Sequence[RawBatch],
    *,
    name: str | None = None,
    region: str | None = None,
) -> Proposal:
    """Returns how a file may be read, from its first batches.

    `name` is what to call the source, `region` the workspace's of national phone numbers. Cost: a pass over the
    different texts of each column, some 2 µs a row and column.
    """
    preset = known_preset(_sheet(sample))
    layout = with_layout(file_format, preset.layout) if preset else file_format
    sheet = _sheet(tuple(laid_out(sample, layout)))
    source = name or source_name(file)
    consumed = sample[-1].consumed
    findings = Findings(
        source,
        source_kinds(source_name(file)) or source_kinds(source),
        sheet,
        {column: Portrait(column, sheet) for column in sheet.names},
        consumed is None or consumed >= 1,
        region,
    )
    files = None if file_format.kind == "frame" else file_pattern(file)
    known = known_spec(findings, preset) if preset else None
    close = None if preset else close_to(sheet)
    spec = replace(known or _spec(findings), files=files, format=replace(layout, notes=()))
    samples = tuple((column, portrait.samples()) for column, portrait in findings.portraits.items())
    asked = [replace(one, question=f"{one.question}; {close}") if close else one for one in findings.questions]
    noticed = (*file_format.notes, *((close,) if close else ()))
    return Proposal(spec, tuple(findings.reasons), tuple(asked), samples, noticed)


def _sheet(batches: Sequence[RawBatch]) -> Sheet:
    return Sheet(pa.concat_tables([batch.rows for batch in batches], promote_options="default"))


def source_name(file: str) -> str:
    """Returns what to call the source of a file; messages that lie one by one are one source.

    >>> source_name("exports/Kvitton_2026-05.csv.gz")
    'kvitton'
    """
    if file.lower().endswith(MESSAGE):
        return "mail"
    stem = _SUFFIXES.sub("", PurePath(file.rsplit(": ", 1)[-1]).name)
    stem = _DATES.sub("", stem) or stem
    return re.sub(r"[\W_]+", "_", stem).strip("_").lower() or "source"


def file_pattern(file: str) -> str:
    """Returns the glob of files like this one: a date at the end of the name may be another one next time.

    >>> file_pattern("exports/Kvitton_2026-05.csv"), file_pattern("samtal.csv")
    ('Kvitton*.csv', 'samtal.csv')
    """
    if file.lower().endswith(MESSAGE):
        return f"*{MESSAGE}"
    name = PurePath(file.rsplit(": ", 1)[-1]).name
    stem = _SUFFIXES.sub("", name)
    undated = _DATES.sub("", stem)
    return f"{undated}*{name[len(stem) :]}" if undated and undated != stem else name


def _spec(findings: Findings) -> SourceSpec:
    times = times_of(findings)
    is_register = findings.kind == "customer"
    who = identifiers(findings)
    is_list = is_register or _is_catalogue(findings, who, times)
    time = None if is_list else record_time(findings, times)
    consents = _consents(findings)
    base = SourceSpec(findings.source, is_reference=True, identifiers=who)
    if time is None:
        return _timeless(findings, base, consents, has_times=bool(times))
    _state_zone(findings, time)
    scored = scores(findings)
    touchpoint = findings.take("touchpoint", fits=lambda one: len(one.distinct) <= 200) if scored else None
    rules, orders = interaction_rules(findings, time, times, scored)
    if not who:
        ask_who(findings)
        if findings.questions and findings.questions[-1].field == "identifiers":
            who = (IdentifierRule(OPEN, OPEN),)
    about = Origin(column=touchpoint.name) if touchpoint else rules[0].name
    answers = answer_rules(
        scored, touchpoint=about, channel=rules[0].channel, text=rules[0].text, language=rules[0].language
    )
    return replace(
        base,
        is_reference=False,
        identifiers=who,
        record=_record(findings, rules),
        sequence=_sequence(findings),
        time=time,
        interactions=rules,
        orders=orders,
        answers=answers,
        consents=consents,
    )


def _timeless(
    findings: Findings, base: SourceSpec, consents: tuple[ConsentRule, ...], *, has_times: bool
) -> SourceSpec:
    """A file without times of events holds lines of orders, customers, or something to look up."""
    lines = line_rules(findings)
    if lines is not None:
        findings.reason(
            "orders", "lines", 0.9, "order ids with quantities and no times: the lines of orders told elsewhere"
        )
        return replace(base, is_reference=False, orders=lines)
    scored = scores(findings)
    if scored:
        findings.reason("time", "none", 0.6, "no column says when: answers count in scores, not in journeys")
        rules = answer_rules(scored, touchpoint=None, channel=channel(findings), text=None, language=None)
        return replace(base, is_reference=False, answers=rules)
    if findings.kind in _HAPPEN:
        return _undated(findings, base)
    if not has_person(base.identifiers) or (has_times and findings.kind != "customer"):
        why = _SUMS if are_sums(findings) else "no times of events and nobody they happened to: kept for lookups"
        findings.reason("is_reference", "true", 0.6, why)
        return replace(base, identifiers=())
    first = findings.portraits[base.identifiers[0].column]
    if not first.is_unique and findings.kind != "customer":
        return _undated(findings, base)
    kept = _profile_columns(findings)
    findings.reason("profile", ", ".join(kept), 0.9, "one row a customer and no times of events: this is who they are")
    profile = ProfileRule(tuple((name, name) for name in kept)) if kept else None
    return replace(base, is_reference=not (profile or consents), profile=profile, consents=consents)


def _undated(findings: Findings, base: SourceSpec) -> SourceSpec:
    """A file of things that happened, which does not say when."""
    findings.ask(
        "time",
        "no column says when the records happened; which column, or which looked-up one, is the time? If nothing "
        "happened, write `is_reference: true` and take the interactions out",
        options=list(findings.portraits)[:40],
        samples=[f"{name}: {', '.join(one.samples(2))}" for name, one in list(findings.portraits.items())[:4]],
    )
    rule = InteractionRule(Origin(constant=findings.source.replace("_", " ")), channel(findings))
    return replace(base, is_reference=False, time=TimeRule((OPEN,)), interactions=(rule,))


def _is_catalogue(findings: Findings, who: tuple[IdentifierRule, ...], times: dict[str, TimeForm]) -> bool:
    """Tells a list of things with a start and an end, such as campaigns, from things that happened."""
    ends = any("ended" in findings.portraits[name].roles for name in times)
    key = next(iter(findings.portraits.values()), None)
    return key is not None and not who and len(times) > 1 and ends and key.is_unique and findings.kind not in _HAPPEN


def _profile_columns(findings: Findings) -> list[str]:
    """Returns the columns that describe a customer; names, addresses and codes that differ for everyone don't."""
    kept = []
    for name, one in findings.portraits.items():
        personal = {"person_name", "address", "email", "phone"} & set(one.roles)
        is_code = one.is_unique and one.decimal is None and findings.sheet.n > MANY
        if name not in findings.taken and not personal and not is_code and len(one.texts):
            kept.append(name)
    return kept


def _consents(findings: Findings) -> tuple[ConsentRule, ...]:
    found = []
    for name, one in findings.portraits.items():
        texts = {text.lower() for text in one.distinct[:50].to_pylist()}
        if "consent" not in one.roles or not texts or not texts <= _YES_NO:
            continue
        rest = re.sub(r"(?i)consent|samtycke|samtykke|permission|opt[_ -]?in|gdpr", " ", name)
        where = channel_word(rest) or ("email" if re.search(r"(?i)news|nyhet|nyhed", name) else "unknown")
        findings.taken.add(name)
        findings.reason("consents", f"{name}: {where}", 0.9, f"named so, and filled with {', '.join(sorted(texts))}")
        found.append(ConsentRule(name, Origin(constant=where), Origin(constant="marketing")))
    return tuple(found)


def _record(findings: Findings, rules: tuple[InteractionRule, ...]) -> tuple[str, ...]:
    """Returns the column that identifies a record, only where the whole file proves it unique."""
    if not findings.is_whole or any(rule.once_per for rule in rules):
        return ()
    for name, one in findings.portraits.items():
        strength = max(one.roles.get("record", 0), one.roles.get("order", 0) if findings.kind == "order" else 0)
        if strength >= 0.9 and one.is_unique and findings.sheet.n > 1:
            findings.reason("record", name, 0.95, "every record has another one")
            return (name,)
    return ()


def _sequence(findings: Findings) -> tuple[str, ...]:
    found = findings.ranked("sequence", fits=lambda one: one.decimal is not None)
    if not found:
        return ()
    findings.reason("sequence", found[0].name, found[0].roles["sequence"], "orders records of the same time")
    return (found[0].name,)


def _state_zone(findings: Findings, time: TimeRule) -> None:
    sample = (
        findings.sheet.text(time.columns[0]).drop_null()[:1].to_pylist()
        if time.columns[0] in findings.portraits
        else []
    )
    if time.format.startswith("epoch"):
        return
    if not sample or not re.search(r"(Z|[+-]\d{2}:?\d{2})$", sample[0]):
        findings.reason("zone", "the workspace's, else UTC", 0.5, "the times say no zone")
