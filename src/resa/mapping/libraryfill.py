"""Cards and personas that show an entry of the library, with what the entry says: for where there is no library."""

from collections.abc import Mapping

from resa.model.journeymap import FIELDS, JourneyMap, MapField, MapRecord, with_fields

_OTHER_NAMES = {"text": "name"}
"""Fields of cards that an entry may hold under another name."""


def filled(document: JourneyMap, library: JourneyMap | None) -> JourneyMap:
    """Returns the map in which every card and persona says itself what its entry says; its own words come first.

    What was filled in shows no entry any more; entries that lie in the document itself count like those of `library`.
    """
    entries = {**(library.records if library else {}), **document.records}
    return JourneyMap.of(_filled(record, entries) for record in document.records.values())


def _filled(record: MapRecord, entries: Mapping[str, MapRecord]) -> MapRecord:
    entry = entries.get(str(record.content("of")))
    if entry is None or "of" not in record.fields:
        return record
    said: dict[str, MapField | None] = {"of": None}
    for name in FIELDS[record.kind]:
        told = entry.fields.get(name) or entry.fields.get(_OTHER_NAMES.get(name, ""))
        if name not in record.fields and told is not None:
            said[name] = told
    return with_fields(record, said)
