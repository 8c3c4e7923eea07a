"""The line between a browser and a room: a WebSocket, after the room protocol.

The client says what it has, gets what it lacks, and is told what the server has; from then on updates go both ways,
and each is acknowledged when it is on the disk. Reading, writing and the disk never wait for one another.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar, assert_never

from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from resa.app.permission import Person
from resa.app.room import Leaving, Member, Room
from resa.app.roomrule import RoomName
from resa.app.rooms import Rooms
from resa.app.signals import Signal
from resa.model.errors import ResaError, UnknownNameError
from resa.web import roomframe
from resa.web.origin import is_own_origin
from resa.web.roomframe import Presence, State, Update
from resa.web.session import known_person
from resa.web.workspacecontext import WorkspaceContext, context_of

T = TypeVar("T")

router = APIRouter()

MOST_WAITING_BYTES = 32 << 20
MOST_WAITING_FRAMES = 4_000
PRESENCE_UPTO = 200
"""Frames waiting, from which on presence is left out: a busy line needs the updates first."""

CHECK_SECONDS = 60.0
FAREWELL_SECONDS = 5.0

_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="room")
"""Their own: edits must not wait behind questions about the data."""


class Line:
    """The way out to one client; an `Outlet` that any thread may call."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._frames: asyncio.Queue[bytes] = asyncio.Queue()
        self._waiting_bytes = 0
        self._is_ended = False
        self.ended: asyncio.Future[Leaving] = loop.create_future()

    def update(self, content: bytes) -> None:
        """Hands over what somebody else changed."""
        self.put(roomframe.update(content))

    def saved(self, number: int) -> None:
        """Says that an update is on the disk."""
        self.put(roomframe.saved(number))

    def presence(self, shown: Mapping[str, Any]) -> None:
        """Hands over where somebody is, where the line is not busy."""
        if self._frames.qsize() < PRESENCE_UPTO:
            self.put(roomframe.presence(shown))

    def refused(self, error: ResaError, *, number: int) -> None:
        """Says that an update was not taken."""
        self.put(roomframe.refused(error, number=number))

    def leave(self, reason: Leaving) -> None:
        """Ends the line, after what waits for it."""
        self._call(self._end, reason)

    def put(self, frame: bytes) -> None:
        """Puts a frame at the end of what waits."""
        self._call(self._put, frame)

    async def send_on(self, socket: WebSocket) -> None:
        """Sends what waits, for as long as the line is open."""
        while True:
            frame = await self._frames.get()
            await socket.send_bytes(frame)
            self._waiting_bytes -= len(frame)

    async def flushed(self) -> None:
        """Returns when nothing waits any more, or when it has waited for long enough."""
        for _ in range(50):
            if self._frames.empty():
                return
            await asyncio.sleep(0.02)

    def _put(self, frame: bytes) -> None:
        if self._is_ended:
            return
        self._waiting_bytes += len(frame)
        self._frames.put_nowait(frame)
        if self._waiting_bytes > MOST_WAITING_BYTES or self._frames.qsize() > MOST_WAITING_FRAMES:
            self._end(Leaving.TOO_SLOW)

    def _end(self, reason: Leaving) -> None:
        self._is_ended = True
        if not self.ended.done():
            self.ended.set_result(reason)

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the server has stopped; nobody listens
            self._loop.call_soon_threadsafe(function, *arguments)


@router.websocket("/api/rooms/{name}")
async def room_line(socket: WebSocket, name: str) -> None:
    """Joins the person to the room of that name."""
    context = context_of(socket)
    await socket.accept()
    person = known_person(socket)
    if not is_own_origin(socket, settings=context.settings):
        await socket.close(Leaving.NOT_ALLOWED)
    elif person is None:
        await socket.close(Leaving.SIGN_IN)
    else:
        await _visit(socket, name, person=person, context=context)


async def _visit(socket: WebSocket, name: str, *, person: Person, context: WorkspaceContext) -> None:
    line = Line(asyncio.get_running_loop())
    rooms: Rooms = context.served.rooms
    try:
        room, member = await _work(lambda: rooms.enter(person, RoomName.parsed(name), line))
    except ResaError as error:
        is_unknown = isinstance(error, UnknownNameError)
        await socket.close(Leaving.NO_SUCH_ROOM if is_unknown else Leaving.NOT_ALLOWED)
        return
    hears = context.served.signals.heard_by(lambda signal: _mind(signal, person=person, line=line))
    tasks = [
        asyncio.create_task(line.send_on(socket)),
        asyncio.create_task(_receive_on(socket, room=room, member=member, line=line)),
        asyncio.create_task(_check_on(socket, person=person, context=context, line=line)),
    ]
    try:
        with hears:
            ways: list[asyncio.Future[Any]] = [*tasks, line.ended]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            if line.ended.done() and line.ended.result() is not Leaving.TOO_SLOW:
                await line.flushed()
    finally:
        await _work(lambda: room.leave(member))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _farewell(socket, line)


async def _receive_on(socket: WebSocket, *, room: Room, member: Member, line: Line) -> None:
    """Takes what comes, one frame after another, until the client goes."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        try:
            frame = roomframe.decoded(message.get("bytes"))
            await _work(partial(_take, frame, room=room, member=member, line=line))
        except ResaError as error:
            line.refused(error, number=0)


def _take(frame: State | Update | Presence, *, room: Room, member: Member, line: Line) -> None:
    match frame:
        case State(content):
            lacking, state = room.lacking(content)
            line.update(lacking)
            line.put(roomframe.state(state))
        case Update(number, content):
            room.take(member, content, number=number)
        case Presence(shown):
            room.show(member, shown)
        case _:
            assert_never(frame)


async def _check_on(socket: WebSocket, *, person: Person, context: WorkspaceContext, line: Line) -> None:
    """Looks at once and then now and again whether the session still stands, for the same person in the same role.

    At once, since who came in may have been let go before anybody listened for it.
    """
    token = socket.cookies.get(context.cookie)
    while token:
        found = await _work(lambda: context.person_behind(token))
        if found is None or found.role != person.role:
            line.leave(Leaving.COME_BACK if found else Leaving.SIGN_IN)
            return
        await asyncio.sleep(CHECK_SECONDS)
    await asyncio.get_running_loop().create_future()


def _mind(signal: Signal, *, person: Person, line: Line) -> None:
    """Sends somebody away whose role may have changed: they come back as who they are now."""
    if signal.kind == "people" and signal.about == person.id:
        line.leave(Leaving.COME_BACK)


async def _farewell(socket: WebSocket, line: Line) -> None:
    reason = line.ended.result() if line.ended.done() else Leaving.COME_BACK
    if socket.client_state is not WebSocketState.CONNECTED:
        return
    with contextlib.suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
        await asyncio.wait_for(socket.close(reason), FAREWELL_SECONDS)


async def _work(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_workers, work)
