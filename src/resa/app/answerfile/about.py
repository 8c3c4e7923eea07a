"""What an answer rests on, in words beside each other: for the sheet, the notes and whoever opens a file alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from resa.mapping.export.bundlescript import drawing_says
from resa.mapping.export.speaker import Speaker
from resa.model.table import Table

LANGUAGES = ("en", "sv", "da", "nb")

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "about": ("about", "om", "om", "om"),
    "question": ("Question", "Fråga", "Spørgsmål", "Spørsmål"),
    "where": ("Filter", "Filter", "Filter", "Filter"),
    "written": (
        "Filter as written",
        "Filtret som det skrevs",
        "Filteret, som det blev skrevet",
        "Filteret slik det ble skrevet",
    ),
    "everybody": ("all customers", "alla kunder", "alle kunder", "alle kunder"),
    "per": ("Counted per", "Räknat per", "Talt pr.", "Telt per"),
    "customer": ("customer", "kund", "kunde", "kunde"),
    "journey": ("journey", "resa", "rejse", "reise"),
    "session": ("session", "besök", "besøg", "besøk"),
    "from": ("From", "Från", "Fra", "Fra"),
    "to": ("Until", "Till", "Til", "Til"),
    "customers": ("Customers", "Kunder", "Kunder", "Kunder"),
    "journeys": ("Journeys", "Resor", "Rejser", "Reiser"),
    "interactions": ("Interactions", "Händelser", "Hændelser", "Hendelser"),
    "revision": ("Revision", "Revision", "Revision", "Revisjon"),
    "as_of": ("As of", "Per den", "Pr.", "Per"),
    "exact": ("Exact", "Exakt", "Eksakt", "Eksakt"),
    "yes": ("yes", "ja", "ja", "ja"),
    "no": ("no, estimated", "nej, uppskattat", "nej, anslået", "nei, anslått"),
    "rows": ("Rows", "Rader", "Rækker", "Rader"),
    "column": ("Column", "Kolumn", "Kolonne", "Kolonne"),
    "unit": ("Unit", "Enhet", "Enhed", "Enhet"),
    "variant": ("How it is counted", "Hur det räknas", "Hvordan det tælles", "Hvordan det telles"),
    "key": ("Key in JSON", "Nyckel i JSON", "Nøgle i JSON", "Nøkkel i JSON"),
    "note": ("Note", "Anmärkning", "Bemærkning", "Merknad"),
    "times": ("Times are in UTC", "Tider är i UTC", "Tider er i UTC", "Tider er i UTC"),
    "cut": (
        "Texts longer than a cell holds, cut; CSV holds them whole",
        "Texter längre än en cell rymmer, avkortade; CSV har dem hela",
        "Tekster længere end en celle rummer, forkortede; CSV har dem hele",
        "Tekster lengre enn en celle rommer, forkortet; CSV har dem hele",
    ),
}


@dataclass(frozen=True, slots=True)
class About:
    """What an answer rests on: labels with what they say, then the notes of the answer."""

    lines: tuple[tuple[str, str | int | datetime], ...]
    notes: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """Returns the same as lines of text, times in UTC."""
        return (*(f"{label}: {_plain(content)}" for label, content in self.lines), *self.notes)


def word(key: str, *, language: str) -> str:
    """Returns a word of the sheet in one of the four languages.

    >>> word("rows", language="da")
    'Rækker'
    """
    return _WORDS[key][LANGUAGES.index(language)]


def about(table: Table, *, language: str, rows: int | None = None) -> About:
    """Returns what an answer rests on; `rows` is how many there are, where they are not all in the table."""

    def said(key: str) -> str:
        return word(key, language=language)

    base, period = table.base, table.base.period
    told: list[tuple[str, str | int | datetime | None]] = [
        ("question", table.what),
        *_filter(table.where, language=language),
        ("per", said(table.per) if table.per in _WORDS else table.per),
        ("from", period.start if period else None),
        ("to", period.end if period else None),
        ("customers", base.customers),
        ("journeys", base.journeys),
        ("interactions", base.interactions),
        ("revision", table.revision),
        ("as_of", table.as_of),
        ("exact", said("yes" if table.is_exact else "no")),
        ("rows", len(table.rows) if rows is None else rows),
    ]
    lines = tuple((said(key), content) for key, content in told if content is not None)
    return About(lines, _notes(table, language=language))


def _filter(where: str | None, *, language: str) -> list[tuple[str, str]]:
    """Returns a filter in words, and as it was written where it can be said."""
    if where is None:
        return [("where", word("everybody", language=language))]
    told = Speaker(language).say("{where:filter}", where=where)
    return [("where", told), *([("written", where)] if told != where else [])]


def _plain(content: str | int | datetime) -> str:
    return f"{content.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if isinstance(content, datetime) else str(content)


def _notes(table: Table, *, language: str) -> tuple[str, ...]:
    """Returns the notes as the pictures word them."""
    if language == "en" or not table.notes:
        return table.notes
    return tuple(orjson.loads(drawing_says("answerNotes", orjson.dumps(table.notes).decode(), language)))
