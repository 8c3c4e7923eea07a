"""Slow questions take turns, and nobody else waits for them."""

import asyncio

from starlette.types import Message, Receive, Scope, Send

from resa.app.permission import Person, Role
from resa.web.routes import ROWS
from resa.web.session import PERSON
from resa.web.turns import ASKING, AT_ONCE, AT_ONCE_EACH, Turns

FIGURES = "/api/maps/a/figures"


class Slow:
    """An application that answers when it is let go, and counts who is inside."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.goes_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.inside.append(scope["path"])
        await self.goes_on.wait()


async def settled() -> None:
    """Lets every task go on until it waits for something that only the test brings."""
    for _ in range(100):
        await asyncio.sleep(0)


async def nothing(_: Message | None = None) -> Message:
    return {}


def asked(path: str, *, by: str) -> Scope:
    return {"type": "http", "path": path, "state": {PERSON: Person(by, by, "", Role.VIEWER)}}


async def crowded() -> tuple[list[str], dict[str, asyncio.Semaphore]]:
    slow = Slow()
    turns = Turns(slow)
    wanted = [asked(FIGURES, by=f"{person}") for person in range(5) for _ in range(40)] + [asked("/api/me", by="1")]
    tasks = [asyncio.create_task(turns(one, nothing, nothing)) for one in wanted]  # type: ignore[arg-type]
    await settled()
    inside = list(slow.inside)
    slow.goes_on.set()
    await asyncio.gather(*tasks)
    assert len(slow.inside) == len(wanted)
    return inside, turns._own


def test_a_crowd_of_questions_leaves_room_for_everything_else() -> None:
    inside, remembered = asyncio.run(crowded())
    assert inside.count(FIGURES) == AT_ONCE
    assert "/api/me" in inside
    assert not remembered, "who asks no more is forgotten"


async def alone() -> int:
    slow = Slow()
    turns = Turns(slow)
    tasks = [asyncio.create_task(turns(asked(FIGURES, by="1"), nothing, nothing)) for _ in range(9)]  # type: ignore[arg-type]
    await settled()
    inside = len(slow.inside)
    slow.goes_on.set()
    await asyncio.gather(*tasks)
    return inside


def test_one_person_never_takes_all_turns() -> None:
    assert asyncio.run(alone()) == AT_ONCE_EACH < AT_ONCE


def test_what_people_need_first_never_waits() -> None:
    light = {"/api/me", "/api/session", "/api/events", "/api/maps", "/api/people", "/api/uploads", "/api/docs"}
    paths = {row.partition(" ")[2] for row in ROWS}
    assert light <= paths
    assert not [path for path in light if ASKING.fullmatch(path)]


async def left_while_waiting() -> tuple[int, list[Message]]:
    """Four are inside, a fifth waits and hangs up; a sixth waits and sends what it asks."""
    slow = Slow()
    turns = Turns(slow)
    gone, heard = asyncio.Event(), list[Message]()

    async def hung_up() -> Message:
        if not gone.is_set():
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def sends() -> Message:
        return {"type": "http.request", "body": b"asked"}

    async def listens(scope: Scope, receive: Receive, send: Send) -> None:
        heard.append(await receive())

    first = [asyncio.create_task(turns(asked(FIGURES, by="1"), nothing, nothing)) for _ in range(AT_ONCE_EACH)]  # type: ignore[arg-type]
    await settled()
    waiting = asyncio.create_task(turns(asked(FIGURES, by="1"), hung_up, nothing))  # type: ignore[arg-type]
    await settled()
    gone.set()
    slow.goes_on.set()
    await asyncio.gather(*first, waiting)
    await Turns(listens)(asked(FIGURES, by="2"), sends, nothing)  # type: ignore[arg-type]
    return len(slow.inside), heard


def test_a_question_whose_asker_has_gone_is_not_counted_and_others_lose_nothing() -> None:
    inside, heard = asyncio.run(left_while_waiting())
    assert inside == AT_ONCE_EACH
    assert heard == [{"type": "http.request", "body": b"asked"}]
