"""A found map with what people wrote on it: the work of an invented company, told beside the texts of templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from resa.mapping.templates.expansion import card_id, document_from
from resa.mapping.templates.gallery import Template
from resa.mapping.templates.story import Form, Story, lane_of, story_of, told
from resa.mapping.templates.words import LANGUAGES, said
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind, with_fields

FINDING = "finding:"
_OF_LANES = (RecordKind.CELL, RecordKind.CARD)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person said about a record of the map; `answers` names the remark that it answers."""

    id: str
    author: str
    about: str
    text: str
    answers: str | None
    is_resolved: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What a company's people wrote: on the map as it is, on its future, and about it."""

    story: Story
    rest: Mapping[str, Any]

    @property
    def people(self) -> Mapping[str, str]:
        """Who says something, by a short name."""
        return dict(self.rest["people"])

    def text(self, *path: str, language: str) -> str:
        """Returns a text of the work's file: the labels of versions, the note of an approval, a title."""
        found: Any = self.rest
        for name in path:
            found = found[name]
        return str(said(found, language))

    def now(self, found: JourneyMap, *, language: str, today: date) -> JourneyMap:
        """Returns the found map with people's lanes, cards, personas and the line that is wanted."""
        return self._joined(found, "now", title=self.text("title", language=language), language=language, today=today)

    def future(self, found: JourneyMap, *, as_is: str, language: str, today: date) -> JourneyMap:
        """Returns the future that people drew beside the found map, whose id is `as_is`."""
        title = self.text("future_title", language=language)
        joined = self._joined(found, "future", title=title, language=language, today=today)
        return JourneyMap.of([*joined.records.values(), with_fields(joined.records["map"], {"as_is": MapField(as_is)})])

    def remarks(self, worked: JourneyMap, *, language: str) -> Iterator[Remark]:
        """Yields what people said, oldest first; about what is not on the map nobody says anything."""
        for one in self.rest["talk"]:
            about = self._record_named(one["about"], worked)
            if about is not None:
                words = said({spoken: one[spoken] for spoken in LANGUAGES}, language)
                yield Remark(one["id"], one["author"], about, words, one.get("answers"), one.get("is_resolved", False))

    def _joined(self, found: JourneyMap, which: str, *, title: str, language: str, today: date) -> JourneyMap:
        is_future = which == "future"
        form = Form(
            id=which,
            form="future_state" if is_future else "current_state",
            tells=self.story.tells,
            position=0,
            name="",
            title="{journey}",
            summary="",
            needs={},
            lanes=tuple(lane_of(one) for one in self.rest[which]),
            is_planned=is_future,
            keeps=(),
        )
        template = Template(form, self.story)
        written = document_from(template, language=language, is_filled=True, today=today, title=title)
        own = {one.id: one for one in written.records.values() if one.kind is not RecordKind.STAGE}
        lanes = {one.id for one in written.of_kind(RecordKind.LANE)}
        there = [one for one in found.records.values() if one.kind not in _OF_LANES or one.content("lane") in lanes]
        kept = [one for one in there if one.kind is not RecordKind.LANE]
        head = with_fields(found.records["map"], {**own.pop("map").fields, "note": None, "is_invented": None})
        records = (self._tied(one, found) for one in own.values())
        return JourneyMap.of([*kept, head, *records])

    def _tied(self, record: MapRecord, found: JourneyMap) -> MapRecord:
        """Returns the record with what it answers as the found map calls it."""
        about = record.content("about")
        if about is None or not about.startswith(FINDING):
            return record
        named = self._record_named(about, found)
        return with_fields(record, {"about": MapField(named) if named else None})

    def _record_named(self, about: str, where: JourneyMap) -> str | None:
        """Returns the id of a record: "finding:pain.cart@purchase", "opportunity.purchase.price", or an id."""
        if about.startswith(FINDING):
            kind, _, stage = about.removeprefix(FINDING).partition("@")
            cards = where.of_kind(RecordKind.CARD)
            asked = (kind, f"stage:{stage}")
            return next((one.id for one in cards if (one.content("title_key"), one.content("stage")) == asked), None)
        named = card_id(self.story, about) if "." in about else about
        return named if named in where.records else None


@cache
def work(name: str) -> Work:
    """Returns the work of an invented company."""
    found = dict(told("worked"))[name]
    return Work(story_of(name, found), found)
