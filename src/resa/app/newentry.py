"""The list's entry for a new map, and its document made whole."""

import secrets
from datetime import datetime
from string import ascii_lowercase, digits

from resa.model.journeymap import FORMS, JourneyMap, MapField, MapRecord, RecordKind, with_fields
from resa.store.collaboration.maplist import MapEntry

MAP = "map"
"""The id of the record in which a map speaks of itself."""


def random_id(length: int = 12) -> str:
    """Returns an id that nobody guesses and nobody has: letters and digits."""
    return "".join(secrets.choice(ascii_lowercase + digits) for _ in range(length))


def entry_of(
    journey_map: JourneyMap, *, now: datetime, title: str = "", made_by: str | None = None, language: str = "en"
) -> tuple[MapEntry, JourneyMap]:
    """Returns the entry of a new map, and the map with a record of its own where it has none.

    `title` is used where the map has none.
    """
    own = journey_map.records.get(MAP) or MapRecord(MAP, RecordKind.MAP, {})
    named = str(own.content("title") or "").strip() or title
    form = own.content("form") if own.content("form") in FORMS else FORMS[0]
    whole = with_fields(own, {"title": own.fields.get("title") or MapField(named), "form": MapField(form)})
    entry = MapEntry(
        id=random_id(),
        title=named,
        form=str(form),
        status="draft",
        language=language,
        made_by=made_by,
        made_at=now,
        updated_by=made_by,
        updated_at=now,
        parent=own.content("parent"),
        as_is=own.content("as_is"),
    )
    return entry, JourneyMap.of([*journey_map.records.values(), whole])
