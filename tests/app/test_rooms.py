"""Rooms: what is taken, refused, acknowledged and passed on; versions by the clock; documents that outlive rooms."""

import random
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from resa.app.permission import Person, Role
from resa.app.room import Leaving, Member, Room
from resa.app.roomrule import RoomName
from resa.app.rooms import AlreadyServedError, Rooms
from resa.app.trieddocument import content_of, map_in
from resa.mapping import livedocument
from resa.mapping.mappatch import patched
from resa.model.errors import ResaError, UnknownNameError
from resa.model.journeymap import Added, Change, JourneyMap, MapField, MapRecord, RecordKind, Removed, Updated
from resa.model.mapchange import difference
from resa.store.collaboration.database import Database
from resa.store.collaboration.maplist import MapEntry

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWNER = Person("p1", "Åsa Öberg", "asa@example.com", Role.OWNER)
EDITOR = Person("p2", "Bo Lund", "bo@example.com", Role.EDITOR)
COMMENTER = Person("p3", "Cilla Ås", "cilla@example.com", Role.COMMENTER)
VIEWER = Person("p4", "Dag Ek", "dag@example.com", Role.VIEWER)
MAP, TALK, LIBRARY = (RoomName.parsed(text) for text in ("map:m1", "talk:m1", "library"))


@dataclass
class Heard:
    """What somebody in a room was told."""

    updates: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    others: list[Mapping[str, Any]] = field(default_factory=list)
    refusals: list[tuple[str, int]] = field(default_factory=list)
    left: Leaving | None = None

    def update(self, content: bytes) -> None:
        self.updates.append(content)

    def saved(self, number: int) -> None:
        self.numbers.append(number)

    def presence(self, shown: Mapping[str, Any]) -> None:
        self.others.append(shown)

    def refused(self, error: ResaError, *, number: int) -> None:
        self.refusals.append((error.code, number))

    def leave(self, reason: Leaving) -> None:
        self.left = reason


class Visitor:
    """Somebody with a document of their own in a room."""

    def __init__(self, rooms: Rooms, person: Person, name: RoomName) -> None:
        self.heard = Heard()
        self.document: Doc[Any] = Doc()
        self.room: Room
        self.member: Member
        self.room, self.member = rooms.enter(person, name, self.heard)
        self.document.apply_update(self.room.lacking(self.document.get_state())[0])
        self.number = 0

    def change(self, *changes: Change) -> None:
        before = self.document.get_state()
        livedocument.write(self.document, changes)
        self.send(self.document.get_update(before))

    def send(self, update: bytes) -> None:
        self.number += 1
        self.room.take(self.member, update, number=self.number)
        self.room.settle()

    def seen(self) -> JourneyMap:
        for update in self.heard.updates:
            self.document.apply_update(update)
        return livedocument.read(self.document)[0]


def record(record_id: str, kind: RecordKind, **contents: Any) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in contents.items()})


def stage(number: int) -> MapRecord:
    return record(f"stage:{number}", RecordKind.STAGE, name=f"Steg {number}", position=number)


def comment(record_id: str, author: Person, text: str = "Varför?") -> MapRecord:
    return record(record_id, RecordKind.COMMENT, about="map", text=text, author=author.id)


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(tmp_path: Path, clock: Clock) -> Iterator[Rooms]:
    database = Database.open(tmp_path)
    rooms = Rooms(database, now=clock)
    first = JourneyMap.of([record("map", RecordKind.MAP, title="Flytta hem"), stage(1)])
    entry = MapEntry("m1", "Flytta hem", "current_state", "draft", "sv", "p1", AT, "p1", AT)
    rooms.add(entry, content_of(first))
    yield rooms
    rooms.close()
    database.close()


def test_an_update_is_acknowledged_kept_and_passed_on(rooms: Rooms) -> None:
    bo, asa = Visitor(rooms, EDITOR, MAP), Visitor(rooms, OWNER, MAP)
    bo.change(Added(stage(2)))
    assert bo.heard.numbers == [1]
    assert (bo.heard.updates, len(asa.heard.updates)) == ([], 1)
    assert asa.seen().records.keys() == {"map", "stage:1", "stage:2"}
    assert rooms.read(MAP) == asa.seen()


def test_the_list_follows_the_title_of_the_document(rooms: Rooms, clock: Clock) -> None:
    bo = Visitor(rooms, EDITOR, MAP)
    clock.at += timedelta(hours=1)
    bo.change(Updated("map", {"title": (MapField("Flytta hem"), MapField("Flytta ut"))}))
    entry = rooms.maps.get("m1")
    assert entry is not None
    assert (entry.title, entry.updated_by, entry.updated_at) == ("Flytta ut", "p2", AT + timedelta(hours=1))


def test_a_new_title_is_told_and_other_edits_are_not(tmp_path: Path, clock: Clock) -> None:
    database, told = Database.open(tmp_path), list[str]()
    rooms = Rooms(database, now=clock, renamed=told.append)
    first = JourneyMap.of([record("map", RecordKind.MAP, title="Flytta hem"), stage(1)])
    rooms.add(MapEntry("m1", "Flytta hem", "current_state", "draft", "sv", "p1", AT, "p1", AT), content_of(first))
    bo = Visitor(rooms, EDITOR, MAP)
    bo.change(Added(stage(2)))
    assert told == []
    bo.change(Updated("map", {"title": (MapField("Flytta hem"), MapField("Flytta ut"))}))
    rooms.close()
    database.close()
    assert told == ["m1"]


@pytest.mark.parametrize("person", [COMMENTER, VIEWER])
@pytest.mark.parametrize("name", [MAP, LIBRARY])
def test_who_does_not_edit_is_refused(rooms: Rooms, person: Person, name: RoomName) -> None:
    visitor = Visitor(rooms, person, name)
    kind = RecordKind.STAGE if name is MAP else RecordKind.ENTRY
    contents = {"position": 9} if name is MAP else {"shows": "pain"}
    visitor.change(Added(record("new", kind, **contents)))
    assert (visitor.heard.refusals, visitor.heard.numbers) == ([("not_allowed", 1)], [])
    assert "new" not in rooms.read(name).records


def test_an_empty_update_is_nobodys_offence(rooms: Rooms) -> None:
    visitor = Visitor(rooms, VIEWER, MAP)
    visitor.send(b"\x00\x00")
    assert visitor.heard.numbers == [1]


def test_records_stay_in_the_room_of_their_kind(rooms: Rooms) -> None:
    visitor = Visitor(rooms, OWNER, MAP)
    visitor.change(Added(comment("comment:1", OWNER)))
    assert visitor.heard.refusals == [("misplaced_record", 1)]


def test_a_record_is_never_taken_out_unmarked(rooms: Rooms) -> None:
    visitor = Visitor(rooms, OWNER, MAP)
    before = visitor.document.get_state()
    del visitor.document.get("records", type=Map)["stage:1"]
    visitor.send(visitor.document.get_update(before))
    assert visitor.heard.refusals == [("misplaced_record", 1)]
    assert "stage:1" in rooms.read(MAP).records


def test_a_document_holds_records_and_nothing_else(rooms: Rooms) -> None:
    visitor = Visitor(rooms, OWNER, MAP)
    visitor.send(Doc({"smuggled": Map({"a": 1})}).get_update())
    assert visitor.heard.refusals == [("misplaced_record", 1)]


class TestOwnWords:
    """In the talk everybody changes what they wrote themselves."""

    def test_commenters_write_change_and_remove_their_own(self, rooms: Rooms) -> None:
        cilla = Visitor(rooms, COMMENTER, TALK)
        written = comment("comment:1", COMMENTER)
        cilla.change(Added(written))
        cilla.change(Updated("comment:1", {"text": (MapField("Varför?"), MapField("Därför."))}))
        assert rooms.read(TALK).records["comment:1"].content("text") == "Därför."
        cilla.change(Removed(written))
        assert (rooms.read(TALK).records, cilla.heard.numbers) == ({}, [1, 2, 3])

    def test_nobody_writes_in_anothers_name(self, rooms: Rooms) -> None:
        asa = Visitor(rooms, OWNER, TALK)
        asa.change(Added(comment("comment:1", COMMENTER)))
        assert asa.heard.refusals == [("not_allowed", 1)]

    def test_others_words_are_resolved_by_editors_only_and_changed_by_nobody(self, rooms: Rooms) -> None:
        Visitor(rooms, COMMENTER, TALK).change(Added(comment("comment:1", COMMENTER)))
        resolve = Updated("comment:1", {"is_resolved": (None, MapField(True))})
        reword = Updated("comment:1", {"text": (MapField("Varför?"), MapField("Fel!"))})
        steal = Updated("comment:1", {"author": (MapField("p3"), MapField("p2"))})
        bo = Visitor(rooms, EDITOR, TALK)
        bo.change(resolve)
        assert bo.heard.numbers == [1]
        for change in (reword, steal, Removed(comment("comment:1", COMMENTER))):
            another = Visitor(rooms, EDITOR, TALK)
            another.change(change)
            assert another.heard.refusals == [("not_allowed", 1)]
        other = Person("p9", "Eva", "eva@example.com", Role.COMMENTER)
        eva = Visitor(rooms, other, TALK)
        eva.change(Updated("comment:1", {"is_resolved": (MapField(True), MapField(False))}))
        assert eva.heard.refusals == [("not_allowed", 1)]
        assert rooms.read(TALK).records["comment:1"].content("is_resolved") is True

    def test_owners_may_remove_what_should_not_stand_there(self, rooms: Rooms) -> None:
        written = comment("comment:1", COMMENTER)
        Visitor(rooms, COMMENTER, TALK).change(Added(written))
        Visitor(rooms, OWNER, TALK).change(Removed(written))
        assert rooms.read(TALK).records == {}

    def test_after_a_refusal_the_room_works_on(self, rooms: Rooms) -> None:
        cilla = Visitor(rooms, COMMENTER, TALK)
        cilla.change(Added(comment("comment:1", OWNER)))
        cilla.change(Added(comment("comment:2", COMMENTER)))  # rests on what was refused
        assert cilla.heard.refusals == [("not_allowed", 1), ("missing_update", 2)]
        again = Visitor(rooms, COMMENTER, TALK)
        again.change(Added(comment("comment:3", COMMENTER)))
        assert rooms.read(TALK).records.keys() == {"comment:3"}


def test_bytes_that_are_no_update_are_refused_and_break_nothing(rooms: Rooms) -> None:
    visitor = Visitor(rooms, EDITOR, MAP)
    whole = bytearray(content_of(JourneyMap.of([stage(7)])))
    seed = random.Random(20)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(seed.randint(1, 5)):
            damaged[seed.randrange(len(damaged))] = seed.randrange(256)
        visitor.send(bytes(damaged[: seed.randint(0, len(damaged))]))
    codes = {code for code, _ in visitor.heard.refusals}
    assert "damaged_update" in codes
    assert codes <= {"damaged_update", "missing_update", "misplaced_record", "not_allowed"}
    other = Visitor(rooms, OWNER, MAP)
    other.change(Added(stage(8)))
    assert other.heard.numbers == [1]
    assert {"stage:1", "stage:8"} <= rooms.read(MAP).records.keys()


def test_a_state_that_is_none_is_told(rooms: Rooms) -> None:
    room, _ = rooms.enter(OWNER, MAP, Heard())
    with pytest.raises(ResaError, match="can't be read"):
        room.lacking(b"\xff\xff\xff")


def test_presence_is_stamped_by_the_server_and_shown_to_newcomers(rooms: Rooms) -> None:
    bo = Visitor(rooms, EDITOR, MAP)
    bo.room.show(bo.member, {"at": "stage:1", "name": "Somebody else", "person": "p1"})
    asa = Visitor(rooms, OWNER, MAP)
    shown = asa.heard.others[0]
    assert (shown["at"], shown["name"], shown["person"]) == ("stage:1", "Bo Lund", "p2")
    bo.room.leave(bo.member)
    assert asa.heard.others[1:] == [{"session": bo.member.session, "gone": True}]


def test_rooms_outlive_the_server(tmp_path: Path, clock: Clock) -> None:
    database = Database.open(tmp_path)
    rooms = Rooms(database, now=clock)
    bo = Visitor(rooms, EDITOR, LIBRARY)
    for number in range(450):
        bo.change(Added(record(f"entry:{number}", RecordKind.ENTRY, shows="pain", text=f"{number}")))
        if number % 100 == 0:
            rooms.round()
    rooms.close()
    assert bo.heard.left is Leaving.COME_BACK
    rooms = Rooms(database, now=clock)
    assert len(rooms.read(LIBRARY).records) == 450
    rooms.close()
    database.close()


def test_a_room_that_lost_its_disk_sends_everybody_away_and_forgets(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo, asa = Visitor(rooms, EDITOR, MAP), Visitor(rooms, OWNER, MAP)
    with monkeypatch.context() as broken:
        broken.setattr(rooms.database, "writing", lambda: (_ for _ in ()).throw(OSError("no space")))
        bo.change(Added(stage(2)))
    assert (bo.heard.numbers, bo.heard.left, asa.heard.left) == ([], Leaving.COME_BACK, Leaving.COME_BACK)
    assert "stage:2" not in rooms.read(MAP).records
    back = Visitor(rooms, EDITOR, MAP)
    state = back.room.lacking(bo.document.get_state())[1]
    back.send(bo.document.get_update(state))
    assert "stage:2" in rooms.read(MAP).records


def test_two_who_open_a_room_at_once_find_the_same_one(rooms: Rooms) -> None:
    found: list[Room] = []
    gate = threading.Barrier(8)

    def enter() -> None:
        gate.wait()
        found.append(rooms.enter(EDITOR, MAP, Heard())[0])

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1


def test_the_server_writes_like_anybody(rooms: Rooms) -> None:
    bo = Visitor(rooms, EDITOR, MAP)
    rooms.write(OWNER, MAP, [Added(stage(5)), Removed(stage(1))])
    bo.room.settle()
    assert bo.seen().records.keys() == {"map", "stage:5"}
    with pytest.raises(ResaError, match="role that may"):
        rooms.write(VIEWER, MAP, [Added(stage(6))])


@pytest.mark.parametrize("seed", range(12))
def test_what_programs_write_at_the_same_time_under_one_id_is_one_record_with_all_of_it(
    rooms: Rooms, seed: int
) -> None:
    chance = random.Random(seed)
    names = ("name", "note", "follows", "position")
    patches = [{"stages": {"stage:new": {"position": 9, one: one if one != "position" else 9}}} for one in names]
    patches += [{"stages": {f"stage:{n}": {"position": n, "name": "alone"}}} for n in range(20, 24)]
    chance.shuffle(patches)
    bo = Visitor(rooms, EDITOR, MAP)

    def write(patch: Mapping[str, Any]) -> None:
        rooms.revise(OWNER, MAP, lambda found: difference(found, after=patched(found, patch)))

    threads = [threading.Thread(target=write, args=(patch,)) for patch in patches]
    for thread in threads:
        thread.start()
        if chance.random() < 0.3:
            bo.change(Added(stage(chance.randrange(100, 200))))
    for thread in threads:
        thread.join()
    bo.room.settle()
    found = bo.seen()
    assert found == rooms.read(MAP)
    assert {name: found.records["stage:new"].content(name) for name in names} == {
        "name": "name", "note": "note", "follows": "follows", "position": 9,
    }  # fmt: skip
    assert {f"stage:{n}" for n in range(20, 24)} <= found.records.keys()


def test_a_revision_that_finds_nothing_to_do_writes_nothing(rooms: Rooms) -> None:
    before = rooms.sequence(MAP)
    rooms.revise(OWNER, MAP, lambda _: ())
    assert rooms.sequence(MAP) == before


def test_versions_are_taken_after_quiet_and_after_many_changes(rooms: Rooms, clock: Clock) -> None:
    bo = Visitor(rooms, EDITOR, MAP)
    bo.change(Added(stage(2)))
    rooms.round()
    assert rooms.versions.all("m1") == ()
    clock.at += timedelta(minutes=11)
    rooms.round()
    assert [one.reason for one in rooms.versions.all("m1")] == ["quiet"]
    rooms.round()
    assert len(rooms.versions.all("m1")) == 1
    for number in range(200):
        bo.change(Updated("stage:2", {"position": (None, MapField(number))}))
    rooms.round()
    assert [one.reason for one in rooms.versions.all("m1")] == ["many_changes", "quiet"]
    content = rooms.versions.content("m1", number=1)
    assert content is not None
    assert map_in(content)[0].records["stage:2"].content("position") == 2


def test_an_empty_room_closes_and_one_that_waits_for_its_version_stays(rooms: Rooms, clock: Clock) -> None:
    bo = Visitor(rooms, EDITOR, MAP)
    bo.change(Added(stage(2)))
    bo.room.leave(bo.member)
    rooms.round()
    assert rooms.enter(OWNER, MAP, Heard())[0] is bo.room
    for member in bo.room.members:
        bo.room.leave(member)
    clock.at += timedelta(minutes=11)
    rooms.round()
    assert rooms.enter(OWNER, MAP, Heard())[0] is not bo.room


def test_who_only_reads_sees_the_live_version(rooms: Rooms, clock: Clock) -> None:
    from resa.store.collaboration.versionlog import LIVE, NewVersion

    before = Visitor(rooms, VIEWER, MAP)
    content, sequence = rooms.content(MAP)
    version = rooms.versions.add(NewVersion("m1", LIVE, sequence, content, AT, "p1"))
    rooms.maps.change("m1", live_version=version.number, status="live")
    rooms.show_live("m1", content)
    assert before.heard.left is Leaving.COME_BACK
    bo, dag = Visitor(rooms, EDITOR, MAP), Visitor(rooms, VIEWER, MAP)
    bo.change(Added(stage(2)))
    assert dag.seen().records.keys() == {"map", "stage:1"}
    rooms.show_live("m1", rooms.content(MAP)[0])
    assert dag.seen().records.keys() == {"map", "stage:1", "stage:2"}
    dag.change(Added(stage(3)))
    assert dag.heard.refusals == [("not_allowed", 1)]


def test_an_archived_map_is_read_only_and_a_removed_one_is_gone(rooms: Rooms) -> None:
    bo = Visitor(rooms, EDITOR, MAP)
    rooms.archive("m1", at=AT)
    assert bo.heard.left is Leaving.COME_BACK
    again = Visitor(rooms, EDITOR, MAP)
    again.change(Added(stage(2)))
    assert again.heard.refusals == [("archived_map", 1)]
    rooms.remove("m1")
    assert again.heard.left is Leaving.NO_SUCH_ROOM
    with pytest.raises(UnknownNameError):
        rooms.enter(EDITOR, MAP, Heard())


def test_one_process_serves_a_workspace(rooms: Rooms) -> None:
    with pytest.raises(AlreadyServedError, match="another process does"):
        Rooms(rooms.database, now=rooms.now)


def test_somebody_whose_role_changed_is_sent_away(rooms: Rooms) -> None:
    bo, asa = Visitor(rooms, EDITOR, MAP), Visitor(rooms, OWNER, MAP)
    rooms.dismiss("p2")
    assert (bo.heard.left, asa.heard.left) == (Leaving.COME_BACK, None)
    assert rooms.present() == {"m1": (OWNER,)}
