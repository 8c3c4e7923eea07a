"""The application that a server runs: one workspace, its routes, and what guards them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from resa.app.serving import ServedWorkspace
from resa.web import errors, eventroutes, page
from resa.web.door import Door
from resa.web.packing import Packing
from resa.web.requestlimit import RequestLimit
from resa.web.routes import allowed, routers
from resa.web.securityheaders import SecurityHeaders
from resa.web.turns import Turns
from resa.web.unforeseen import Unforeseen
from resa.web.workspacecontext import ServerSettings, WorkspaceContext


def create_app(folder: Path, *, settings: ServerSettings | None = None) -> FastAPI:
    """Returns the application on the workspace in that folder; makes the workspace where it is absent."""
    settings = settings or ServerSettings()
    context = WorkspaceContext(ServedWorkspace(folder), settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        following = asyncio.create_task(eventroutes.follow(context))
        try:
            yield
        finally:
            following.cancel()
            context.close()

    app = FastAPI(
        title="Resa",
        description="Everything the app does: maps, their figures, the data behind them, and the people who work here.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False},
        lifespan=lifespan,
    )
    app.state.context = context
    app.state.allowed = allowed
    errors.register(app)
    # The last one added meets a request first.
    app.add_middleware(Packing)
    app.add_middleware(Turns)
    app.add_middleware(Door)
    app.add_middleware(RequestLimit)
    app.add_middleware(Unforeseen)
    app.add_middleware(SecurityHeaders, is_secure=settings.is_secure)
    for router in routers():
        app.include_router(router)
    app.include_router(page.router)
    return app
