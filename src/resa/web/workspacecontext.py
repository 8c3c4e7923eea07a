"""What the requests of one server share: the open workspace, its people and rooms, and how it is reached."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from resa.app.permission import Person
from resa.app.serving import ServedWorkspace
from resa.app.signin import csrf_token, person_behind


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How a server is reached.

    `url` is the address that people type, where it is known (behind a proxy); `hosts` are the names under which the
    server answers, empty for any. `static` holds the built front end.
    """

    url: str | None = None
    hosts: frozenset[str] = frozenset()
    static: Path = Path(__file__).parent / "static"

    @property
    def is_secure(self) -> bool:
        """Whether people come by TLS, so that cookies may insist on it."""
        return bool(self.url and self.url.startswith("https://"))


@dataclass(eq=False)
class WorkspaceContext:
    """One workspace on its server; `served.database` keeps what people make together."""

    served: ServedWorkspace
    settings: ServerSettings

    @property
    def cookie(self) -> str:
        """The name of this workspace's session cookie; several workspaces on one host stay apart."""
        return f"resa_{self.served.id}"

    def person_behind(self, token: str) -> Person | None:
        """Returns who signed in with that token; blocks for a look into the database."""
        return person_behind(self.served.database, token, now=self.served.now())

    def csrf_token(self, token: str) -> str:
        """Returns what the pages of that session show when they change something."""
        return csrf_token(token)

    def close(self) -> None:
        """Lets go of the workspace."""
        self.served.close()


def context_of(connection: HTTPConnection) -> WorkspaceContext:
    """Returns the context of the server that got this request."""
    context = connection.app.state.context
    assert isinstance(context, WorkspaceContext)
    return context


Context = Annotated[WorkspaceContext, Depends(context_of)]
"""The context, for a route's arguments."""
