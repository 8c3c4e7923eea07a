"""What differs between two maps, as people read it: added, removed, moved and changed, by stage and lane, in words.

Records are matched by their id; between maps of their own, what is left is matched by its name and place. An item that
others were only shifted around has not moved.
"""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from resa.model.journeymap import FIELDS, Content, JourneyMap, MapRecord, RecordKind

PLACE = ("lane", "stage", "to_stage", "step", "parent", "position", "from", "to")
"""Fields that say where a record stands."""

_NAMES = ("name", "title", "text", "title_key", "shows", "touchpoint")
_MAP_ORDER = (RecordKind.MAP, RecordKind.PERSONA, RecordKind.STAGE, RecordKind.LANE)


class What(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed ("same"), went ("gone") or came ("new")."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field before and after; `pieces` says it word by word where both are text."""

    field: str
    before: Content
    after: Content
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """What happened to one record. `was` is its id before, where it is another one than now.

    Stage and lane are those of the later map, or of the earlier one where the record is gone; None where it has none.
    """

    what: What
    kind: RecordKind
    id: str
    name: str
    stage: str | None
    lane: str | None
    fields: tuple[FieldDifference, ...] = ()
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The differences in one cell of the drawing: a stage and a lane by id and name, None for the map as a whole."""

    stage: str | None
    stage_name: str | None
    lane: str | None
    lane_name: str | None
    differences: tuple[RecordDifference, ...]


@dataclass(frozen=True, slots=True)
class MapDifference:
    """All that differs, in the order in which the later map is read: across, then down."""

    groups: tuple[Group, ...]

    @property
    def differences(self) -> tuple[RecordDifference, ...]:
        """Every difference, without the groups."""
        return tuple(one for group in self.groups for one in group.differences)

    def count(self, what: What) -> int:
        """Returns how many records were added, removed, moved or changed."""
        return sum(one.what is what for one in self.differences)

    def counts(self) -> dict[str, int]:
        """Returns how many records were added, removed, moved and changed."""
        return {str(what): self.count(what) for what in What}

    def text(self) -> str:
        """Returns the difference as lines of text."""
        return as_text(self)


def compare(before: JourneyMap, *, after: JourneyMap, matches_names: bool = False) -> MapDifference:
    """Returns what differs; with `matches_names`, records of other ids are matched by name and place too."""
    pairs = _pairs(before, after, matches_names=matches_names)
    ids = {old: new for old, new in pairs if old is not None and new is not None}
    moved = _moved(before, after, ids=ids)
    found = [one for old, new in pairs if (one := _difference(old, new, before, after, ids=ids, moved=moved))]
    return MapDifference(tuple(_groups(found, before=before, after=after)))


def as_text(found: MapDifference) -> str:
    """Returns the difference as lines, a heading for each stage and lane; one sentence where nothing differs."""
    if not found.groups:
        return "nothing differs\n"
    counts = [(what, found.count(what)) for what in What]
    lines = [", ".join(f"{count} {what}" for what, count in counts if count)]
    for group in found.groups:
        place = " / ".join(one for one in (group.stage_name, group.lane_name) if one) or "the map"
        lines += ["", place]
        for one in group.differences:
            lines.append(f"  {one.what} {one.kind} {_quoted(one.name)}")
            lines += [f"    {_told(field)}" for field in one.fields if one.what in (What.CHANGED, What.MOVED)]
    return "\n".join(lines) + "\n"


def name_of(record: MapRecord) -> str:
    """Returns what a record is called: its name, words or what it shows, else its id."""
    held = (record.content(name) for name in _NAMES if name in FIELDS[record.kind])
    return next((text for text in held if isinstance(text, str) and text.strip()), record.id)


def _pairs(before: JourneyMap, after: JourneyMap, *, matches_names: bool) -> list[tuple[str | None, str | None]]:
    """Returns (id before, id after) of every record, None on the side where it is not."""
    same = [one for one in before.records if one in after.records and _kind(before, one) is _kind(after, one)]
    left = [one for one in before.records if one not in set(same)]
    right = [one for one in after.records if one not in set(same)]
    ids: dict[str, str] = {one: one for one in same}
    if matches_names:
        ids |= _matched(left, right, before=before, after=after, ids=ids)
    named = set(ids.values())
    gone = [(one, None) for one in left if one not in ids]
    return [*ids.items(), *gone, *((None, one) for one in right if one not in named)]


def _matched(
    left: Sequence[str], right: Sequence[str], *, before: JourneyMap, after: JourneyMap, ids: Mapping[str, str]
) -> dict[str, str]:
    """Matches by kind, name and place where exactly one on each side fits; stages and lanes first, as places."""
    known = dict(ids)
    order = (RecordKind.STAGE, RecordKind.LANE, RecordKind.PERSONA, RecordKind.STEP)
    for kinds in (*((kind,) for kind in order), tuple(kind for kind in RecordKind if kind not in order)):
        old = _by_key((one for one in left if _kind(before, one) in kinds and one not in known), before, ids=known)
        new = _by_key((one for one in right if _kind(after, one) in kinds), after, ids={})
        known |= {ones[0]: new[key][0] for key, ones in old.items() if len(ones) == 1 == len(new.get(key, ()))}
    return {old: new for old, new in known.items() if old not in ids}


def _by_key(
    records: Iterable[str], journey_map: JourneyMap, *, ids: Mapping[str, str]
) -> dict[tuple[object, ...], list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    for one in records:
        record = journey_map.records[one]
        places = (record.content(name) for name in ("lane", "stage"))
        key = (record.kind, name_of(record).casefold().strip(), *(ids.get(str(place), place) for place in places))
        found.setdefault(key, []).append(one)
    return found


def _kind(journey_map: JourneyMap, record_id: str) -> RecordKind:
    return journey_map.records[record_id].kind


def _difference(
    old: str | None, new: str | None, before: JourneyMap, after: JourneyMap, *, ids: Mapping[str, str], moved: set[str]
) -> RecordDifference | None:
    if old is None and new is not None:
        return _told_of(What.ADDED, after.records[new], after)
    if new is None and old is not None:
        return _told_of(What.REMOVED, before.records[old], before)
    assert old is not None
    assert new is not None
    fields = tuple(_fields(before.records[old], after.records[new], ids=ids, has_moved=new in moved))
    if not fields:
        return None
    what = What.MOVED if all(field.field in PLACE for field in fields) else What.CHANGED
    return _told_of(what, after.records[new], after, fields=fields, was=old if old != new else None)


def _told_of(
    what: What,
    record: MapRecord,
    journey_map: JourneyMap,
    *,
    fields: tuple[FieldDifference, ...] = (),
    was: str | None = None,
) -> RecordDifference:
    step = journey_map.records.get(str(record.content("step")))
    stage = (
        record.id if record.kind is RecordKind.STAGE else record.content("stage") or (step and step.content("stage"))
    )
    lane = record.id if record.kind is RecordKind.LANE else record.content("lane")
    return RecordDifference(what, record.kind, record.id, name_of(record), stage or None, lane, fields, was)


def _fields(old: MapRecord, new: MapRecord, *, ids: Mapping[str, str], has_moved: bool) -> Iterator[FieldDifference]:
    for name, spec in FIELDS[new.kind].items():
        before, after = old.content(name), new.content(name)
        is_place = name in PLACE and isinstance(before, str)
        if name == "position":
            if has_moved:
                yield FieldDifference(name, before, after)
        elif (ids.get(before, before) if is_place else before) != after:
            is_text = spec.shape == "prose" and isinstance(before, str) and isinstance(after, str)
            yield FieldDifference(name, before, after, tuple(_pieces(before, after)) if is_text else ())


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    for what, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if end > start:
            yield Piece("gone", "".join(old[start:end]))
        if last > first:
            yield Piece("new", "".join(new[first:last]))


def _moved(before: JourneyMap, after: JourneyMap, *, ids: Mapping[str, str]) -> set[str]:
    """Returns the ids, in the later map, of those that left the order of their neighbours; as few as explain it."""
    back = {new: old for old, new in ids.items()}
    groups: dict[tuple[object, ...], list[MapRecord]] = {}
    for record in after.records.values():
        old = before.records.get(back.get(record.id, ""))
        if old is not None and _siblings(old, ids=ids) == _siblings(record, ids={}):
            groups.setdefault(_siblings(record, ids={}), []).append(record)
    moved: set[str] = set()
    for group in groups.values():
        now = sorted(group, key=_order)
        was = [_order(before.records[back[record.id]]) for record in now]
        kept = _longest_rising(was)
        moved |= {record.id for place, record in enumerate(now) if place not in kept}
    return moved


def _siblings(record: MapRecord, *, ids: Mapping[str, str]) -> tuple[object, ...]:
    places = (record.content(name) for name in ("lane", "stage", "step", "parent"))
    return (record.kind, *(ids.get(place, place) if isinstance(place, str) else place for place in places))


def _order(record: MapRecord) -> tuple[float, str]:
    return record.content("position") or 0, record.id


def _longest_rising(order: Sequence[tuple[float, str]]) -> set[int]:
    """Returns the places of a longest rising subsequence.

    Source: Fredman, On computing the length of longest increasing subsequences, 1975.
    """
    tails: list[tuple[float, str]] = []
    ends: list[int] = []
    before: list[int | None] = []
    for place, one in enumerate(order):
        at = bisect_left(tails, one)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [one]
        ends[at : at + 1] = [place]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _groups(found: Iterable[RecordDifference], *, before: JourneyMap, after: JourneyMap) -> Iterator[Group]:
    cells: dict[tuple[str | None, str | None], list[RecordDifference]] = {}
    for one in found:
        is_whole = one.kind in _MAP_ORDER
        cells.setdefault((None, None) if is_whole else (one.stage, one.lane), []).append(one)
    places = {record.id: (place, record) for place, record in enumerate(_read_across(before))}
    places |= {record.id: (place, record) for place, record in enumerate(_read_across(after))}

    def order(cell: tuple[str | None, str | None]) -> tuple[int, ...]:
        return tuple(places[one][0] if one in places else -1 for one in cell)

    for cell in sorted(cells, key=order):
        stage, lane = cell
        names = [name_of(places[one][1]) if one in places else None for one in cell]
        kinds = list(RecordKind)
        listed = sorted(cells[cell], key=lambda one: (kinds.index(one.kind), list(What).index(one.what), one.id))
        yield Group(stage, names[0], lane, names[1], tuple(listed))


def _read_across(journey_map: JourneyMap) -> list[MapRecord]:
    return [*journey_map.of_kind(RecordKind.STAGE), *journey_map.of_kind(RecordKind.LANE)]


def _told(field: FieldDifference) -> str:
    return f"{field.field}: {_shown(field.before)} -> {_shown(field.after)}"


def _shown(content: Content) -> str:
    if isinstance(content, dict) and "figure" in content:
        return f"{content['figure']} {content.get('unit', '')} (n {content.get('n')})".replace("  ", " ")
    if content is None:
        return "nothing"
    return _quoted(content) if isinstance(content, str) else str(content)


def _quoted(words: str) -> str:
    return f'"{words}"'
