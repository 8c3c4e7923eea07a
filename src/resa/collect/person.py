"""Profiles and consents as the spec's rules read them from a batch."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.draft import Draft, Reading, known_columns, texts_or, times_column
from resa.collect.instant import Instants
from resa.collect.keyed import keyed
from resa.collect.sheet import joined
from resa.collect.spec import ConsentRule

_YES = "yes y true t 1 ja j x on opt-in optin granted subscribed samtycke accepted aktiv active"
YES = tuple(_YES.split())
"""Texts that mean yes in a consent column, lower case; everything else that is filled means no."""


def profiles(reading: Reading) -> list[Draft]:
    """Returns what the records say about customers themselves; a row that says nothing yields nothing."""
    rule = reading.spec.profile
    if rule is None:
        return []
    columns = {ours: reading.sheet.text(column) for column, ours in rule.columns}
    properties = keyed(columns, n=reading.sheet.n)
    found = {"properties": properties}
    applies = np.asarray(pc.is_valid(properties))
    if rule.time is not None:
        found["time"] = times_column(reading.time(rule.time, rows=applies).us)
    once = None
    if rule.time is None:  # what holds from the start is said once, however many records repeat it
        who = [reading.sheet.text(identifier.column) for identifier in reading.spec.identifiers]
        once = ("profile", joined([*who, *columns.values()]))
    return [Draft("profiles", 0, found, applies, once)]


def consents(reading: Reading, *, times: Instants | None) -> list[Draft]:
    """Returns the yes and no to being contacted that the records give; empty is no record."""
    return [_consent(reading, rule, part, times) for part, rule in enumerate(reading.spec.consents)]


def _consent(reading: Reading, rule: ConsentRule, part: int, times: Instants | None) -> Draft:
    sheet = reading.sheet
    texts = pc.utf8_lower(sheet.text(rule.column))
    applies = sheet.holds(rule.when) & np.asarray(pc.is_valid(texts))
    own = reading.time(rule.time, rows=applies) if rule.time is not None else times
    granted = pa.array([text.lower() for text in rule.granted or YES])
    columns = known_columns(sheet, {"purpose": rule.purpose})
    columns["channel"] = texts_or(sheet.origin(rule.channel), "unknown", n=sheet.n)
    columns["is_granted"] = pc.is_in(texts, value_set=granted)
    if own is not None:
        columns["time"] = times_column(own.us)
    return Draft("consents", part, columns, applies)
