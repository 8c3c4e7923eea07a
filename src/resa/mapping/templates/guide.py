"""Guided methods: steps towards a finished map, and what of a map counts as a step that is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from resa.mapping.templates.story import StoryError, told
from resa.mapping.templates.words import said
from resa.model.journeymap import FIELDS, LANES_FOUND, LANES_WRITTEN, JourneyMap, MapRecord, RecordKind
from resa.model.measurement import Provenance

IN_EACH = ("stage",)


@dataclass(frozen=True, slots=True)
class Rule:
    """How many records of a kind there must be, on the whole map or in every stage.

    `shows` narrows it to lanes that show one of these, `has` to records in which all these fields are filled,
    `is_measured` to records that were measured or ask the data.
    """

    says: str
    count: RecordKind
    at_least: int
    shows: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    is_measured: bool = False
    in_each: str | None = None

    def plain(self) -> dict[str, Any]:
        """Returns the rule as JSON holds it; what does not narrow it is left out."""
        narrowed = {
            "shows": list(self.shows),
            "has": list(self.has),
            "provenance": "measured" if self.is_measured else None,
            "in_each": self.in_each,
        }
        kept = {name: content for name, content in narrowed.items() if content}
        return {"says": self.says, "count": str(self.count), "at_least": self.at_least, **kept}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a method; `does` names where its next action leads."""

    id: str
    title: str
    what: str
    why: str
    next: str
    does: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A method in one language."""

    id: str
    title: str
    text: str
    steps: tuple[Step, ...]

    def plain(self) -> dict[str, Any]:
        """Returns the guide as JSON holds it."""
        steps = [
            {
                "id": step.id,
                "title": step.title,
                "what": step.what,
                "why": step.why,
                "next": {"text": step.next, "does": step.does},
                "rules": [rule.plain() for rule in step.rules],
            }
            for step in self.steps
        ]
        return {"id": self.id, "title": self.title, "text": self.text, "steps": steps}


def guides(language: str) -> tuple[Guide, ...]:
    """Returns the methods in one language, the shortest first."""
    read = (_guide(name, said(found, language)) for name, found in _told().items())
    return tuple(sorted(read, key=lambda guide: len(guide.steps)))


def completeness(guide: Guide, journey_map: JourneyMap) -> dict[str, float]:
    """Returns for each step how much of it is done, 0 to 1; a step that a person ticked is done."""
    own = journey_map.records.get("map")
    ticked = (own.content("guide_done") if own else None) or ()
    return {step.id: 1.0 if step.id in ticked else _part(step.rules, journey_map) for step in guide.steps}


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    return MappingProxyType(dict(told("guides")))


def _guide(name: str, found: Mapping[str, Any]) -> Guide:
    steps = tuple(_step(step) for step in found["steps"])
    return Guide(name, found["title"], found["text"], steps)


def _step(found: Mapping[str, Any]) -> Step:
    rules = tuple(_rule(rule) for rule in found["rules"])
    return Step(found["id"], found["title"], found["what"], found["why"], found["next"], found["does"], rules)


def _rule(found: Mapping[str, Any]) -> Rule:
    rule = Rule(
        says=found["says"],
        count=RecordKind(found["count"]),
        at_least=found["at_least"],
        shows=tuple(found.get("shows", ())),
        has=tuple(found.get("has", ())),
        is_measured=found.get("provenance") == Provenance.MEASURED,
        in_each=found.get("in_each"),
    )
    unknown = {*rule.has} - FIELDS[rule.count].keys() | {*rule.shows} - {*LANES_FOUND, *LANES_WRITTEN}
    if unknown or rule.in_each not in (None, *IN_EACH):
        raise StoryError(f"expected a rule that can be followed, got {found!r}")
    return rule


def _part(rules: Sequence[Rule], journey_map: JourneyMap) -> float:
    parts = [_rule_part(rule, journey_map) for rule in rules]
    return sum(parts) / len(parts) if parts else 0.0


def _rule_part(rule: Rule, journey_map: JourneyMap) -> float:
    counted = list(_counted(rule, journey_map))
    if rule.in_each is None:
        return min(1.0, len(counted) / rule.at_least)
    stages = [stage.id for stage in journey_map.of_kind(RecordKind.STAGE)]
    covered = [_stages_of(record, journey_map, stages) for record in counted]
    reached = [sum(stage in one for one in covered) >= rule.at_least for stage in stages]
    return sum(reached) / len(stages) if stages else 0.0


def _counted(rule: Rule, journey_map: JourneyMap) -> Iterator[MapRecord]:
    for record in journey_map.of_kind(rule.count):
        lane = record if record.kind is RecordKind.LANE else journey_map.records.get(str(record.content("lane")))
        shown = lane.content("shows") if lane else None
        if rule.shows and shown not in rule.shows:
            continue
        if all(_is_filled(record.content(name)) for name in rule.has) and (
            not rule.is_measured or _is_measured(record)
        ):
            yield record


def _is_filled(content: Any) -> bool:
    return content is not None and content not in ("", [], {})


def _is_measured(record: MapRecord) -> bool:
    is_bound = "query" in record.fields
    return is_bound or any(entry.provenance is Provenance.MEASURED for entry in record.fields.values())


def _stages_of(record: MapRecord, journey_map: JourneyMap, stages: Sequence[str]) -> Sequence[str]:
    """Returns the stages that a record covers: that of its step, else its own up to the last one."""
    step = journey_map.records.get(str(record.content("step")))
    first = step.content("stage") if step else record.content("stage")
    if first not in stages:
        return ()
    last = record.content("to_stage")
    end = stages.index(last) if last in stages else stages.index(first)
    return stages[stages.index(first) : max(end, stages.index(first)) + 1]
