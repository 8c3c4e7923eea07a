"""Frames of a room's line, and the line that never waits."""

import asyncio
import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from resa.app.permission import Role
from resa.app.room import Leaving
from resa.web import roomframe, roomsocket
from resa.web.roomframe import DamagedFrameError, Presence, State, Update
from resa.web.roomsocket import Line


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (b"\x00\x01\x02", State(b"\x01\x02")),
        (b"\x01\x00\x00\x01\x02abc", Update(258, b"abc")),
        (b'\x03{"at": "stage:1"}', Presence({"at": "stage:1"})),
    ],
)
def test_frames_are_read_as_the_protocol_says(frame: bytes, said: object) -> None:
    assert roomframe.decoded(frame) == said


@given(st.none() | st.binary(max_size=40))
def test_anything_else_is_a_damaged_frame_and_nothing_worse(frame: bytes | None) -> None:
    with contextlib.suppress(DamagedFrameError):
        roomframe.decoded(frame)


def test_frames_are_written_as_the_protocol_says() -> None:
    assert roomframe.update(b"abc") == b"\x01\x00\x00\x00\x00abc"
    assert roomframe.saved(258) == b"\x02\x00\x00\x01\x02"
    assert roomframe.presence({"name": "Åsa"}) == '\x03{"name": "Åsa"}'.encode()
    assert roomframe.state(b"\x07") == b"\x00\x07"


def test_a_line_that_nobody_reads_ends_and_presence_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roomsocket, "MOST_WAITING_FRAMES", 10)
    monkeypatch.setattr(roomsocket, "PRESENCE_UPTO", 5)

    async def story() -> None:
        line = Line(asyncio.get_running_loop())
        for number in range(20):
            line.presence({"number": number})
            await asyncio.sleep(0)
        assert not line.ended.done()
        for number in range(6):
            line.saved(number)
        await asyncio.sleep(0)
        assert line.ended.result() is Leaving.TOO_SLOW

    asyncio.run(story())


def test_a_line_counts_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roomsocket, "MOST_WAITING_BYTES", 1_000)

    async def story() -> None:
        line = Line(asyncio.get_running_loop())
        line.update(bytes(900))
        await asyncio.sleep(0)
        assert not line.ended.done()
        line.update(bytes(100))
        await asyncio.sleep(0)
        assert line.ended.result() is Leaving.TOO_SLOW

    asyncio.run(story())


def test_a_stranger_is_told_to_sign_in(office: Any) -> None:
    with office.stranger().websocket_connect("/api/rooms/library") as line, pytest.raises(WebSocketDisconnect) as gone:
        line.receive_bytes()
    assert gone.value.code == Leaving.SIGN_IN


def test_somebody_whose_role_changes_comes_back_as_who_they_are(office: Any) -> None:
    bo = office.person(Role.EDITOR)
    browser: TestClient = office.browser(bo)
    with browser.websocket_connect("/api/rooms/library") as line:
        line.send_bytes(b"\x00\x00")
        assert [line.receive_bytes()[0], line.receive_bytes()[0]] == [1, 0]
        asa = office.browser(office.person(Role.OWNER))
        assert asa.patch(f"/api/people/{bo.id}", json={"role": "viewer"}).status_code == 200
        with pytest.raises(WebSocketDisconnect) as gone:
            line.receive_bytes()
    assert gone.value.code == Leaving.COME_BACK
