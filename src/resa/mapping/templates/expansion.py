"""A template as a map document: the lanes of a form, filled with a story or blank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from resa.mapping.templates.gallery import Template
from resa.mapping.templates.story import LaneSpec, Story, channel_names, trait_names, usual_plan
from resa.mapping.templates.words import LANGUAGES, Text, said
from resa.model.journeymap import FIELDS, JourneyMap, MapField, MapRecord, RecordKind

CURVES = ("emotion", "arc", "feeling")
PLAN = "message_plan"
WANTED = "wanted"
"""Under this name a story tells the line of feeling that is wanted."""

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_OWN_KEYS = (*LANGUAGES, "id", "to", "about", "due", "persona", "step", "last")


def document_from(
    template: Template, *, language: str, is_filled: bool, today: date, title: str | None = None
) -> JourneyMap:
    """Returns the map that a template opens as, everything in it asserted.

    The same template gives the same ids in every language, and current and future state share their stages, so that
    they can be compared. Days until something is due count from `today`.
    """
    maker = _Maker(template, language, is_filled, today)
    return JourneyMap.of(maker.records(title or template.title(language)))


def card_id(story: Story, named: str) -> str:
    """Returns the id of a card of a story: "pain.wait.silence" is its lane, stage and name."""
    tells, stage, name = named.split(".")
    return f"card:{_id(story.id, tells, stage, name)}"


@dataclass(frozen=True, slots=True)
class _Maker:
    template: Template
    language: str
    is_filled: bool
    today: date

    def records(self, title: str) -> Iterator[MapRecord]:
        story = self.template.story
        yield self._map(title)
        for position, (name, told) in enumerate(story.stages.items()):
            contents = {"name": told["name"], "position": position, "follows": told.get("follows")}
            yield self._record(_stage(name), RecordKind.STAGE, contents)
        for position, spec in enumerate(self.template.lanes):
            contents = {"name": spec.name, "shows": spec.shows, "position": position}
            yield self._record(_lane(spec), RecordKind.LANE, contents)
        if self.is_filled:
            yield from self._people()
            yield from self._steps()
        for spec in self.template.lanes:
            if self.is_filled or spec.tells in self.template.form.keeps:
                yield from self._contents(spec)

    def _map(self, title: str) -> MapRecord:
        form, story = self.template.form, self.template.story
        contents: dict[str, Any] = {"title": title, "form": form.form, "is_planned": form.is_planned}
        if self.is_filled:
            contents |= {"is_invented": True, "scope": story.scope, "outcome": story.outcome, "note": story.company}
        return self._record("map", RecordKind.MAP, contents)

    def _people(self) -> Iterator[MapRecord]:
        for position, (name, told) in enumerate(self.template.story.personas.items()):
            names = trait_names()
            traits = {said(names[trait], self.language): text for trait, text in told.get("traits", {}).items()}
            contents = {**told, "traits": traits or None, "position": position}
            yield self._record(f"persona:{name}", RecordKind.PERSONA, contents)

    def _steps(self) -> Iterator[MapRecord]:
        for stage, listed in self.template.story.steps.items():
            for position, told in enumerate(listed):
                contents = {"name": _text(told), "stage": _stage(stage), "position": position}
                yield self._record(_step(stage, told["id"]), RecordKind.STEP, contents)

    def _contents(self, spec: LaneSpec) -> Iterator[MapRecord]:
        lanes = self.template.story.lanes
        if spec.shows == PLAN and PLAN not in lanes:
            yield from self._usual_messages(spec)
        for tells in (spec.tells, WANTED) if self._shows_wanted(spec) else (spec.tells,):
            for stage, listed in lanes.get(tells, {}).items():
                for place, told in enumerate(listed):
                    yield self._placed(spec, told, tells=tells, stage=stage, place=place)

    def _shows_wanted(self, spec: LaneSpec) -> bool:
        return self.template.form.is_planned and spec.shows == "emotion"

    def _placed(self, spec: LaneSpec, told: Mapping[str, Any], *, tells: str, stage: str, place: int) -> MapRecord:
        named = told.get("id")
        record_id = _id(self.template.story.id, tells, stage, str(place) if named is None else str(named))
        persona = told.get("persona")
        contents: dict[str, Any] = {
            **{key: one for key, one in told.items() if key not in _OWN_KEYS},
            "lane": _lane(spec),
            "stage": _stage(stage),
            "to_stage": _stage(told["to"]) if "to" in told else None,
            "step": _step(stage, told["step"]) if "step" in told else None,
            "persona": f"persona:{persona}" if persona else None,
            "text": _text(told) or self._channel_name(spec, told),
        }
        if spec.shows in (*CURVES, "kpi"):
            is_planned = {"is_planned": tells == WANTED} if self._shows_wanted(spec) else {}
            return self._record(f"cell:{record_id}", RecordKind.CELL, {**contents, **is_planned})
        spoken = {"language": self.language} if spec.shows == "quote" else {}
        contents |= {"position": place, "about": self._about(told), "due": self._due(told), **spoken}
        return self._record(f"card:{record_id}", RecordKind.CARD, contents)

    def _channel_name(self, spec: LaneSpec, told: Mapping[str, Any]) -> Text | None:
        return channel_names()[told["channel"]] if spec.shows == "channel" else None

    def _about(self, told: Mapping[str, Any]) -> str | None:
        """Returns the card that is answered, where this map shows it; ids of what was found stay as they are."""
        about = told.get("about")
        if about is None or ":" in about:
            return about
        is_shown = any(spec.tells == about.split(".")[0] for spec in self.template.lanes)
        return card_id(self.template.story, about) if is_shown else None

    def _due(self, told: Mapping[str, Any]) -> str | None:
        return (self.today + timedelta(days=told["due"])).isoformat() if "due" in told else None

    def _usual_messages(self, spec: LaneSpec) -> Iterator[MapRecord]:
        """Yields the usual messages, each in the first or last stage that follows its stage of the data."""
        stages = self.template.story.stages
        for position, usual in enumerate(usual_plan()):
            following = [
                name for name, told in stages.items() if usual["stage"] in (told.get("follows"), told.get("plan"))
            ]
            if not following:
                continue
            stage = following[-1 if usual.get("at") == "last" else 0]
            record_id = _id(self.template.story.id, PLAN, usual["stage"], f"{usual['channel']}.{usual['message']}")
            contents = {
                "lane": _lane(spec),
                "stage": _stage(stage),
                "position": position,
                "channel": usual["channel"],
                "message": usual["message"],
            }
            yield self._record(f"card:{record_id}", RecordKind.CARD, contents)

    def _record(self, record_id: str, kind: RecordKind, contents: Mapping[str, Any]) -> MapRecord:
        unknown = contents.keys() - FIELDS[kind].keys()
        if unknown:
            raise KeyError(f"{record_id}: a {kind} has no {', '.join(sorted(unknown))}")
        fields = {
            name: MapField(said(contents[name], self.language))
            for name in FIELDS[kind]
            if contents.get(name) is not None
        }
        return MapRecord(record_id, kind, fields)


def _text(told: Mapping[str, Any]) -> Text | None:
    if "en" in told:
        return {language: told[language] for language in LANGUAGES}
    return told.get("text")


def _stage(name: str) -> str:
    return f"stage:{name}"


def _step(stage: str, name: str) -> str:
    return f"step:{stage}.{name}"


def _lane(spec: LaneSpec) -> str:
    return f"lane:{spec.tells}"


def _id(*path: str) -> str:
    """Returns twelve letters and digits that follow from where something stands in its story."""
    number = int.from_bytes(sha256("/".join(path).encode()).digest()[:10], "big")
    return "".join(_ALPHABET[number // 36**place % 36] for place in range(12))
