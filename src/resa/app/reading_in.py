"""A file that somebody brings, as a map: read by one door, with what this workspace's library knows kept in common."""

import base64
import binascii

from resa.mapping.libraryfill import filled
from resa.mapping.reading.door import read_map
from resa.mapping.reading.report import ReadMap, UnreadableMapError
from resa.model.journeymap import JourneyMap, RecordKind


def read_in(name: str, *, text: str | None, packed: str | None, library: JourneyMap) -> ReadMap:
    """Returns the map that a file holds, whose content comes as text or, for workbooks, as base 64.

    Cards that show an entry which the file brings along and the library lacks say themselves what the entry says.
    """
    found = read_map(name, _content(name, text=text, packed=packed))
    own = (
        one for one in found.map.records.values() if one.kind is not RecordKind.ENTRY or one.id not in library.records
    )
    return ReadMap(filled(JourneyMap.of(own), None), found.report)


def _content(name: str, *, text: str | None, packed: str | None) -> bytes:
    if packed is None:
        return (text or "").encode()
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnreadableMapError(f"expected {name} in base 64, got something else", faults=[str(error)]) from error
