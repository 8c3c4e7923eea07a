"""What has just happened, as a stream, so that open pages show the newest without asking."""

import asyncio
from collections.abc import AsyncIterator

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from resa.app.signals import Signal
from resa.web.session import Asking
from resa.web.workspacecontext import Context, WorkspaceContext

router = APIRouter(tags=["session"])

BEAT_SECONDS = 15.0
FOLLOW_SECONDS = 1.0
MOST_WAITING = 256


@router.get("/api/events", response_class=StreamingResponse)
async def events(_: Asking, request: Request, context: Context) -> StreamingResponse:
    """Streams `revision`, `maps` and `people` events for as long as the session lasts."""
    token = request.cookies[context.cookie]
    return StreamingResponse(_stream(context, token), media_type="text/event-stream")


async def _stream(context: WorkspaceContext, token: str) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[Signal] = asyncio.Queue(MOST_WAITING)

    def hear(signal: Signal) -> None:
        loop.call_soon_threadsafe(_put, waiting, signal)

    with context.served.signals.heard_by(hear):
        yield _event(Signal("revision", str(context.served.revision)))
        while not context.is_closing:
            try:
                signal = await asyncio.wait_for(waiting.get(), BEAT_SECONDS)
            except TimeoutError:
                yield b": beat\n\n"
            else:
                yield _event(signal)
            if await run_in_threadpool(context.person_behind, token) is None:
                return


def _put(waiting: asyncio.Queue[Signal], signal: Signal) -> None:
    """Keeps a signal for a page; one that has stopped reading misses some, and asks anew when it reads again."""
    if not waiting.full():
        waiting.put_nowait(signal)


def _event(signal: Signal) -> bytes:
    told = orjson.dumps({signal.kind: signal.about})
    return b"event: %b\ndata: %b\n\n" % (signal.kind.encode(), told)


async def follow(context: WorkspaceContext) -> None:
    """Looks for revisions that other processes publish, for as long as the server runs."""
    while True:
        await asyncio.sleep(FOLLOW_SECONDS)
        await run_in_threadpool(context.follow)
