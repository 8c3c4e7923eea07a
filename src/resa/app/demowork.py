"""The demo's maps in the app: what the data drew, what people made of it, their future, and a map of another trade."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from resa.app.maps import set_status
from resa.app.newentry import entry_of
from resa.app.permission import Person, Role
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.templates import spoken
from resa.app.trieddocument import content_of
from resa.app.versions import take_version
from resa.app.write_map import resolve
from resa.mapping.structure import structure
from resa.mapping.templates.expansion import document_from
from resa.mapping.templates.gallery import templates
from resa.mapping.templates.worked import Work, work
from resa.model.journeymap import Added, JourneyMap, MapField, MapRecord, RecordKind
from resa.model.mapchange import difference
from resa.store.collaboration import people
from resa.store.collaboration.people import PersonRecord

NOW, FUTURE, OTHER_TRADE = "fjallbo", "fjallbo-future", "skarvlinjen"
"""The ids of the demo's maps."""

TEMPLATE = "travel-service_blueprint"


def add_maps(folder: Path, *, language: str) -> bool:
    """Adds the demo's maps to the workspace; returns False where they are there already, as people may work on them."""
    served = ServedWorkspace(folder)
    try:
        if served.rooms.maps.get(NOW) is not None:
            return False
        _Demo(served, work(NOW), spoken(language)).add()
        return True
    finally:
        served.close()


@dataclass(frozen=True, slots=True)
class _Demo:
    served: ServedWorkspace
    work: Work
    language: str

    def add(self) -> None:
        colleagues = {name: self._colleague(name, full_name) for name, full_name in self.work.people.items()}
        author = colleagues["elin"]
        found = self.served.ask(lambda workspace: structure(resolve(workspace)))
        today = _last_day(found)
        worked = self.work.now(found, language=self.language, today=today)
        self._add_others(found, author, today)
        self._add_map(NOW, found, author)
        take_version(author, self.served, NOW, label=self.work.text("versions", "found", language=self.language))
        room = RoomName(RoomKind.MAP, NOW)
        self.served.rooms.write(author, room, difference(self.served.rooms.read(room), after=worked))
        take_version(author, self.served, NOW, label=self.work.text("versions", "worked", language=self.language))
        self._talk(worked, colleagues, today)
        set_status(author, self.served, NOW, status="live", note=self.work.text("note", language=self.language))

    def _add_others(self, found: JourneyMap, author: Person, today: date) -> None:
        """Adds the future and the map of another trade; first, since a list shows the newest change at its top."""
        future = self.work.future(found, as_is=NOW, language=self.language, today=today)
        self._add_map(FUTURE, future, author)
        template = templates()[TEMPLATE]
        sample = document_from(template, language=self.language, is_filled=True, today=today)
        self._add_map(OTHER_TRADE, sample, author)

    def _add_map(self, map_id: str, document: JourneyMap, author: Person) -> None:
        title = self.work.text("title", language=self.language)
        entry, whole = entry_of(document, now=self.served.now(), title=title, made_by=author.id, language=self.language)
        self.served.rooms.add(replace(entry, id=map_id, approvers=(author.id,)), content_of(whole))

    def _colleague(self, name: str, full_name: str) -> Person:
        """Returns somebody who has worked here; without a password nobody signs in as them."""
        kept = PersonRecord(
            f"demo-{name}", full_name, None, Role.EDITOR, self.language, None, None, self.served.now(), None
        )
        with self.served.database.writing() as connection:
            people.add(connection, kept)
        return Person(kept.id, kept.name, "", Role.EDITOR, self.language)

    def _talk(self, worked: JourneyMap, colleagues: dict[str, Person], today: date) -> None:
        room = RoomName(RoomKind.TALK, NOW)
        for author, comment in self._comments(worked, colleagues, today):
            self.served.rooms.write(author, room, [Added(comment)])

    def _comments(
        self, worked: JourneyMap, colleagues: dict[str, Person], today: date
    ) -> Iterator[tuple[Person, MapRecord]]:
        first = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
        for minute, remark in enumerate(self.work.remarks(worked, language=self.language)):
            author = colleagues[remark.author]
            contents = {
                "about": remark.about,
                "text": remark.text,
                "author": author.id,
                "written_at": (first + timedelta(minutes=minute)).isoformat(),
                "answers": f"comment:{remark.answers}" if remark.answers else None,
                "is_resolved": remark.is_resolved or None,
            }
            fields = {name: MapField(content) for name, content in contents.items() if content is not None}
            yield author, MapRecord(f"comment:{remark.id}", RecordKind.COMMENT, fields)


def _last_day(found: JourneyMap) -> date:
    """Returns the last day of the data, from which the demo counts until something is due."""
    period = found.records["map"].content("period")
    return datetime.fromisoformat(period["to"]).date()
