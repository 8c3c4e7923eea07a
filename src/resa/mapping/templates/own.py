"""Templates that a company saves itself: a map with what belonged to its moment taken out, as a YAML file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from resa.mapping import document, settings
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind, with_fields

FORMAT = "template"
VERSION = 1

_OF_THE_MOMENT: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.MAP: ("where", "period", "base", "as_is", "parent", "guide_done", "refused", "review_on", "goal"),
    RecordKind.CARD: ("measurement", "due", "status"),
    RecordKind.CELL: ("measurement",),
    RecordKind.PERSONA: ("measurement",),
}
"""What says something about the map that a template was made of, and nothing about the next one."""

_FOUND = ("title_key", "params")


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of the company's own, in the one language in which it was written."""

    title: str
    summary: str
    language: str
    map: JourneyMap
    needs: tuple[str, ...] = ()
    industry: str | None = None


def saved(own: OwnTemplate, *, locked: frozenset[str], keeps_cards: bool) -> OwnTemplate:
    """Returns the template of a map: everything asserted, nothing found or of its moment, these lanes locked.

    Cards and hand-set levels stay where `keeps_cards`, and in locked lanes; bound cells stay without their figures.
    """
    kept = [one for one in own.map.records.values() if _stays(one, locked=locked, keeps_cards=keeps_cards)]
    there = {one.id for one in kept}
    records = (_timeless(one, locked=locked, there=there) for one in kept)
    return replace(own, map=JourneyMap.of(records))


def opened(own: OwnTemplate, *, is_filled: bool, title: str | None = None) -> JourneyMap:
    """Returns the map that a template opens as; blank, it keeps lanes, stages, bound cells and what is locked."""
    locked = frozenset(one.id for one in own.map.of_kind(RecordKind.LANE) if one.content("is_locked"))
    kept = [one for one in own.map.records.values() if _stays(one, locked=locked, keeps_cards=is_filled)]
    there = {one.id for one in kept}
    found = JourneyMap.of(_timeless(one, locked=locked, there=there) for one in kept)
    head = found.records.get("map") or MapRecord("map", RecordKind.MAP, {})
    return JourneyMap.of([*found.records.values(), with_fields(head, {"title": MapField(title or own.title)})])


def write(own: OwnTemplate) -> str:
    """Returns the template as the text of its file."""
    head = {
        "resa": FORMAT,
        "version": VERSION,
        "title": own.title,
        "summary": own.summary,
        "language": own.language,
        "needs": list(own.needs),
        "industry": own.industry,
    }
    return settings.write({**head, "map": document.plain(own.map)})


def read(text: str, *, where: str) -> OwnTemplate:
    """Returns the template that a file writes; raises `SettingsError` or `InvalidMapError` with every fault."""
    found = settings.read(text, where=where)
    settings.complain(list(_faults(found)), where=where)
    return OwnTemplate(
        title=found["title"].strip(),
        summary=found.get("summary") or "",
        language=found.get("language") or "en",
        map=document.from_plain(found["map"], where=where),
        needs=tuple(found.get("needs") or ()),
        industry=found.get("industry"),
    )


def _faults(found: Mapping[str, Any]) -> Iterator[str]:
    if found.get("resa") != FORMAT or found.get("version") != VERSION:
        yield f"expected 'resa: {FORMAT}' and 'version: {VERSION}'"
    if not isinstance(found.get("title"), str) or not found["title"].strip():
        yield "expected a title"
    if not isinstance(found.get("map"), dict):
        yield "expected a journey map under 'map'"
    for name in ("summary", "language", "industry"):
        if not isinstance(found.get(name), str | None):
            yield f"{name}: expected a text, got {found[name]!r}"
    needs = found.get("needs") or []
    if not isinstance(needs, list) or not all(isinstance(one, str) for one in needs):
        yield f"needs: expected a list of texts, got {needs!r:.80}"


def _stays(record: MapRecord, *, locked: frozenset[str], keeps_cards: bool) -> bool:
    match record.kind:
        case RecordKind.MAP | RecordKind.STAGE | RecordKind.LANE | RecordKind.STEP:
            return True
        case RecordKind.PERSONA:
            return keeps_cards
        case RecordKind.CELL:
            is_bound = record.content("query") is not None and record.content("level") is None
            is_found = all(entry.provenance != "asserted" for entry in record.fields.values())
            return not is_found and (is_bound or keeps_cards or record.content("lane") in locked)
        case RecordKind.CARD:
            text = record.fields.get("text")
            is_measured = text is not None and text.provenance == "measured"  # words that a figure put on the map
            is_found = is_measured or any(record.content(name) is not None for name in _FOUND)
            return not is_found and (keeps_cards or record.content("lane") in locked)
        case _:
            return False


def _timeless(record: MapRecord, *, locked: frozenset[str], there: set[str]) -> MapRecord:
    """Returns the record without what belongs to its moment, and without persons who are not there."""
    gone = set(_OF_THE_MOMENT.get(record.kind, ()))
    gone |= {name for name in ("persona", "about") if name in record.fields and record.content(name) not in there}
    fields = {name: MapField(entry.content) for name, entry in record.fields.items() if name not in gone}
    if record.kind is RecordKind.LANE and record.id in locked:
        fields["is_locked"] = MapField(True)
    return MapRecord(record.id, record.kind, fields, record.version)
