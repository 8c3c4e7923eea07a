"""A workshop's personas from a sheet or a settings file: read whole, with every fault named before anything is kept."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePath
from re import fullmatch
from typing import Any, ClassVar

from resa.mapping.settings import SettingsError
from resa.model.errors import UsageError
from resa.understand.persona.claim import levels_of
from resa.understand.persona.described import LISTS, TEXTS, Described, read_personas
from resa.understand.persona.living import Living

MOST_BYTES = 512 << 10
MOST_PERSONAS = 50
MOST_CLAIMS = 60
LONGEST = 400
MOST_FAULTS = 50

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".yaml", ".yml")
HEADS: Mapping[str, frozenset[str]] = {
    "persona": frozenset({"persona", "personas"}),
    "trait": frozenset({"trait", "egenskap", "egenskab", "drag", "trekk", "træk"}),
    "level": frozenset({"level", "nivå", "niveau", "grad", "value", "värde", "værdi", "verdi"}),
}
"""What the columns of a sheet may be called."""

SAYINGS: Mapping[str, str] = {
    **{name: name for name in (*TEXTS, *LISTS)}, "interest": "interests", "goal": "goals", "challenge": "challenges",
    "value": "values", "need": "needs",
}  # fmt: skip
"""Traits of a sheet that no data knows: what is said of the persona."""


class PersonaFileError(UsageError):
    """A file of personas that can't be read as one."""

    code: ClassVar[str] = "persona_file"


@dataclass(slots=True)
class _Reading:
    """What was read so far, and everything that is wrong with it."""

    claims: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def brought(content: bytes, *, name: str, alive: Living, by: str | None = None) -> tuple[Described, ...]:
    """Returns the personas that a file brings; `by` said what is in it.

    A sheet (CSV or XLSX) has the columns persona, trait and level, a row for each claim; the traits "goal",
    "challenge", "interest", "quote" and the like take words. Raises `PersonaFileError` with every fault.
    """
    kind = PurePath(name).suffix.casefold()
    if kind not in KINDS:
        raise PersonaFileError(f"expected a file of personas as {', '.join(KINDS)}, got {name!r}")
    if len(content) > MOST_BYTES:
        raise PersonaFileError(f"expected a file of at most {MOST_BYTES:,} bytes, {name} has {len(content):,}")
    faults: list[str] = []
    if kind in (".yaml", ".yml"):
        found = _from_yaml(content, name=name, faults=faults)
    else:
        found = _from_sheet(_sheet(content, kind=kind, name=name), name=name, faults=faults)
    faults += [fault for one in found for fault in _faults(one, alive)]
    if len(found) > MOST_PERSONAS:
        faults.append(f"expected at most {MOST_PERSONAS} personas, got {len(found)}")
    if not found and not faults:
        faults.append("expected personas with claims, found none")
    if faults:
        more = [f"and {len(faults) - MOST_FAULTS} faults more"] if len(faults) > MOST_FAULTS else []
        raise PersonaFileError(
            f"expected personas with claims in {name}, got {len(faults)} faults; nothing was taken in",
            faults=[*faults[:MOST_FAULTS], *more],
        )
    return tuple(replace(one, said_by=_by(one, by)) for one in found) if by else found


def trait_named(name: str) -> str:
    """Returns a trait as answers name it; filters write a point where answers write a colon.

    >>> trait_named("profile.Land")
    'profile:Land'
    """
    kind, point, rest = name.strip().partition(".")
    return f"{kind}:{rest}" if point and kind in ("profile", "channel", "answer") else name.strip()


def _by(one: Described, by: str) -> dict[str, str]:
    return dict.fromkeys((name for name in (*TEXTS, *LISTS, "claims") if getattr(one, name)), by)


def _from_yaml(content: bytes, *, name: str, faults: list[str]) -> tuple[Described, ...]:
    try:
        found = read_personas(_text(content, name=name), where=name)
    except SettingsError as error:
        faults += error.faults or [error.sentence]
        return ()
    bare = [one.id for one in found if not one.claims]
    faults += [
        f"{one}: expected claims, such as claims: {{channel:app: mainly, orders: high}}, got none" for one in bare
    ]
    return tuple(replace(one, claims={trait_named(key): level for key, level in one.claims.items()}) for one in found)


def _from_sheet(rows: Sequence[tuple[int, Sequence[str]]], *, name: str, faults: list[str]) -> tuple[Described, ...]:
    if not rows:
        raise PersonaFileError(f"expected the columns persona, trait and level in {name}, the file is empty")
    heads = [cell.strip().casefold() for cell in rows[0][1]]
    places = {told: [at for at, head in enumerate(heads) if head in words] for told, words in HEADS.items()}
    lacking = [told for told, found in places.items() if not found]
    twice = [told for told, found in places.items() if len(found) > 1]
    if lacking or twice:
        told = "; ".join([*(f"{one} is missing" for one in lacking), *(f"{one} stands twice" for one in twice)])
        raise PersonaFileError(f"expected the columns persona, trait and level in {name}, once each: {told}")
    reading = _Reading(faults=faults)
    for line, cells in rows[1:]:
        persona, trait, level = (_cell(cells, places[one][0]) for one in HEADS)
        if any((persona, trait, level)):
            _row(reading, line, persona, trait, level)
    names = list(dict.fromkeys((*reading.claims, *reading.said)))
    return tuple(_from_row(one, reading) for one in names)


def _row(reading: _Reading, line: int, persona: str, trait: str, level: str) -> None:
    missing = [told for told, one in zip(HEADS, (persona, trait, level), strict=True) if not one]
    if missing:
        reading.faults.append(f"row {line}: expected persona, trait and level, {' and '.join(missing)} is empty")
        return
    saying = SAYINGS.get(trait.casefold())
    if saying is not None:
        reading.said.setdefault(persona, {}).setdefault(saying, []).append(level)
        return
    claims = reading.claims.setdefault(persona, {})
    named = trait_named(trait)
    if claims.get(named, level) != level:
        reading.faults.append(
            f"row {line}: expected one level of {named} for {persona}, got {claims[named]!r} and {level!r}"
        )
    claims[named] = level


def _from_row(persona: str, reading: _Reading) -> Described:
    said = reading.said.get(persona, {})
    for name in TEXTS:
        if len(said.get(name, [])) > 1:
            reading.faults.append(f"{persona}: expected one {name}, got {len(said[name])}")
    if persona not in reading.claims:
        reading.faults.append(f"{persona}: expected claims that data can bear out, got words alone")
    texts: dict[str, Any] = {name: said[name][0] for name in TEXTS if name in said}
    lists = {name: tuple(said[name]) for name in LISTS if name in said}
    return Described(persona, **{"name": persona, **texts, **lists}, claims=reading.claims.get(persona, {}))


def _faults(one: Described, alive: Living) -> Iterator[str]:
    """Yields what can't be kept of a persona: names that are taken, words that are too long, levels nobody can have."""
    taken = {group.id.casefold() for group in alive.kept.groups}
    taken |= {name.casefold() for group in alive.kept.groups for name in alive.roster.names(group).values()}
    if {one.id.casefold(), (one.name or one.id).casefold()} & taken:
        yield f"{one.id}: expected a name of its own, a persona from the data is called so"
    words = [one.id, *(text for _, text in one.told), *(one.name or "",), *one.claims, *one.claims.values()]
    if any(len(word) > LONGEST for word in words):
        yield f"{one.id[:40]}: expected at most {LONGEST} letters in a name, a trait or a sentence, got more"
    if any(not word.isprintable() for word in words):
        yield f"{one.id[:40]!r}: expected letters and signs that can be shown, got control characters or line breaks"
    if len(one.claims) > MOST_CLAIMS:
        yield f"{one.id}: expected at most {MOST_CLAIMS} claims, got {len(one.claims)}"
    for trait, level in one.claims.items():
        yield from _claim_faults(one.id, trait, level, alive)


def _claim_faults(persona: str, trait: str, level: str, alive: Living) -> Iterator[str]:
    """A trait that nobody knows stays untold, one that is nearly another's name is a slip."""
    known = [one.id for one in alive.known.traits]
    if trait not in known:
        near = get_close_matches(trait, known, n=3, cutoff=0.8)
        if near:
            yield f"{persona}: expected a trait, got {trait!r}; nearest: {', '.join(near)}"
        return
    levels, has_figures = levels_of(alive.known, alive.kept.encodings, trait)
    if level in levels or (has_figures and _is_range(level)):
        return
    ways = [*levels, *(["a range such as 20-35"] if has_figures else [])]
    yield f"{persona}: expected of {trait} one of {', '.join(ways) or 'nothing, everybody is alike'}, got {level!r}"


def _is_range(level: str) -> bool:
    found = fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(-?\d+(?:\.\d+)?)\s*", level)
    return found is not None and float(found[1]) <= float(found[2])


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _sheet(content: bytes, *, kind: str, name: str) -> list[tuple[int, list[str]]]:
    """Returns the rows that hold anything, with their numbers in the file; empty ones before the heads are left out."""
    rows = _workbook(content, name=name) if kind == ".xlsx" else _delimited(_text(content, name=name), name=name)
    return [(at, row) for at, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]


def _delimited(text: str, *, name: str) -> list[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]
    mark = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise PersonaFileError(f"expected a sheet with persona, trait and level in {name}, got: {error}") from error


def _workbook(content: bytes, *, name: str) -> list[list[str]]:
    from resa.mapping.reading.report import UnreadableMapError
    from resa.mapping.reading.sheet import open_workbook  # what reads workbooks is loaded where one comes

    try:
        sheets = open_workbook(name, content).raw
    except UnreadableMapError as error:
        raise PersonaFileError(f"expected a workbook with a sheet in {name}, got: {error.sentence}") from error
    first = next(iter(sheets.values()), [])
    return [[_plain(cell) for cell in row] for row in first]


def _plain(cell: Any) -> str:
    """Returns a workbook's cell as one would type it: 3 rather than 3.0."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _text(content: bytes, *, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PersonaFileError(
            f"expected a file of personas in UTF-8 at {name}, got: {error.reason} at byte {error.start}; save it as "
            "CSV in UTF-8, or as XLSX"
        ) from error
    if "\0" in text:
        raise PersonaFileError(f"expected a text in {name}, got zero bytes; save it as CSV in UTF-8, or as XLSX")
    return text
