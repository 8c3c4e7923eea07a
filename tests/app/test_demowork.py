"""The demo's maps in the app: the same each time, with what people wrote beside what the data drew, and left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resa.app.demo import demo
from resa.app.demowork import FUTURE, NOW, OTHER_TRADE, add_maps
from resa.app.permission import Person, Role
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.signin import is_first_start
from resa.app.versions import list_versions
from resa.model.journeymap import JourneyMap, RecordKind
from resa.model.measurement import Provenance

OWNER = Person("p1", "Åsa", "asa@example.com", Role.OWNER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo") / "workspace"
    demo(made, customers=400, progress=lambda *_: None, language="da")
    return made


@pytest.fixture
def served(folder: Path) -> Iterator[ServedWorkspace]:
    opened = ServedWorkspace(folder)
    yield opened
    opened.close()


def document(served: ServedWorkspace, map_id: str) -> JourneyMap:
    return served.rooms.read(RoomName(RoomKind.MAP, map_id))


def test_three_maps_the_retailers_own_first(served: ServedWorkspace) -> None:
    listed = {entry.id: entry for entry in served.rooms.maps.all()}
    assert next(iter(listed)) == NOW
    assert set(listed) == {NOW, FUTURE, OTHER_TRADE}
    assert listed[NOW].title == "Købe friluftstøj hos Fjällbo"
    assert (listed[NOW].status, listed[FUTURE].form, listed[FUTURE].as_is) == ("live", "future_state", NOW)
    assert is_first_start(served.database)  # whoever comes first still becomes the owner


def test_people_wrote_and_the_data_stayed_measured(served: ServedWorkspace) -> None:
    now = document(served, NOW)
    written = [card for card in now.of_kind(RecordKind.CARD) if card.content("title_key") is None]
    found = [card for card in now.of_kind(RecordKind.CARD) if card.content("title_key") is not None]
    assert len(written) > 40
    assert all(entry.provenance is Provenance.ASSERTED for card in written for entry in card.fields.values())
    assert found
    assert all(entry.provenance is Provenance.MEASURED for card in found for entry in card.fields.values())
    wanted = [cell for cell in now.of_kind(RecordKind.CELL) if cell.content("is_planned")]
    assert len(wanted) == 5
    assert {persona.content("segment") for persona in now.of_kind(RecordKind.PERSONA)} == {
        "has(channel = app)",
        "has(channel = store)",
    }


def test_actions_answer_what_was_found(served: ServedWorkspace) -> None:
    now = document(served, NOW)
    lanes = {lane.id for lane in now.of_kind(RecordKind.LANE) if lane.content("shows") == "action"}
    actions = [card for card in now.of_kind(RecordKind.CARD) if card.content("lane") in lanes]
    answered = [now.records[card.content("about")].content("title_key") for card in actions if card.content("about")]
    assert "pain.cart" in answered
    assert all(card.content("owner") and card.content("due") and card.content("department") for card in actions)


def test_versions_and_talk_tell_how_it_came_about(served: ServedWorkspace) -> None:
    labels = [one.label for one in list_versions(OWNER, served, NOW)]
    assert [label for label in reversed(labels) if label] == [
        "Som data tegnede det",
        "Efter workshoppen",
        "Godkendt til efteråret",
    ]
    talk = served.rooms.read(RoomName(RoomKind.TALK, NOW)).of_kind(RecordKind.COMMENT)
    assert "Gælder det også Norge?" in {comment.content("text") for comment in talk}
    assert all(document(served, NOW).records[comment.content("about")] for comment in talk)


def test_a_second_time_it_leaves_the_maps_alone(folder: Path) -> None:
    assert add_maps(folder, language="sv") is False


@pytest.mark.slow
def test_the_same_demo_twice(folder: Path, tmp_path: Path) -> None:
    demo(tmp_path / "again", customers=400, progress=lambda *_: None, language="da")
    one, other = ServedWorkspace(folder), ServedWorkspace(tmp_path / "again")
    try:
        for map_id in (NOW, FUTURE, OTHER_TRADE):
            assert document(one, map_id) == document(other, map_id)
    finally:
        one.close()
        other.close()
