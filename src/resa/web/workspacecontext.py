"""What the requests of one server share: the open workspace, its people and rooms, and how it is reached."""

import hmac
import logging
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, TypedDict

from fastapi import Depends
from starlette.requests import HTTPConnection

from resa.app.oidc import PendingSignIns
from resa.app.permission import Person
from resa.app.serving import ServedWorkspace
from resa.app.signin import csrf_token, person_behind
from resa.model.errors import ResaError

_log = logging.getLogger("resa")


class CookieRules(TypedDict):
    """What every cookie says beside its content."""

    path: str
    secure: bool
    httponly: bool
    samesite: Literal["lax", "strict", "none"]


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How a server is reached.

    `url` is the address that people type, where it is known (behind a proxy); `hosts` are the names under which the
    server answers, empty for any. `setup_key` is what the first owner must show; `open_key`, on one's own machine
    only, opens the app as an owner, once, on `first_page`. `static` holds the built front end.
    """

    url: str | None = None
    hosts: frozenset[str] = frozenset()
    setup_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    open_key: str | None = None
    first_page: str = "/"
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
    pending: PendingSignIns = field(default_factory=PendingSignIns)
    is_closing: bool = False
    _open_key: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._open_key = [self.settings.open_key] if self.settings.open_key else []

    @property
    def cookie(self) -> str:
        """The name of this workspace's session cookie; several workspaces on one host stay apart."""
        return self.cookie_named("resa")

    def cookie_named(self, name: str) -> str:
        """Returns the name of a cookie of this workspace; over TLS browsers let no other host set it."""
        prefix = "__Host-" if self.settings.is_secure else ""
        return f"{prefix}{name}_{self.served.id}"

    def cookie_rules(self) -> CookieRules:
        """Returns how cookies are guarded."""
        return {"path": "/", "secure": self.settings.is_secure, "httponly": True, "samesite": "lax"}

    def spend_open_key(self, key: str) -> bool:
        """Returns whether it is the key that opens the app on this machine; it is good for one time."""
        if not any(hmac.compare_digest(key.encode(), known.encode()) for known in self._open_key):
            return False
        try:
            self._open_key.pop()
        except IndexError:  # another thread was quicker
            return False
        return True

    def oidc_name(self) -> str | None:
        """Returns what the other way to sign in is called, None where there is none, or its settings are broken."""
        try:
            provider = self.served.provider
        except ResaError as error:
            _log.warning("reading people.yaml: %s", error)
            return None
        return provider.name if provider else None

    def person_behind(self, token: str) -> Person | None:
        """Returns who signed in with that token; blocks for a look into the database."""
        return person_behind(self.served.database, token, now=self.served.now())

    def csrf_token(self, token: str) -> str:
        """Returns what the pages of that session show when they change something."""
        return csrf_token(token)

    def follow(self) -> None:
        """Moves to what other processes have published; a workspace that can't be read now is tried again."""
        try:
            self.served.follow()
        except (ResaError, OSError) as error:
            _log.warning("following the workspace: %s", error)

    def leave(self) -> None:
        """Ends the streams of events: the server is going."""
        self.is_closing = True
        self.served.signals.tell("revision", about=str(self.served.revision))

    def close(self) -> None:
        """Lets go of the workspace."""
        self.is_closing = True
        self.served.close()


def context_of(connection: HTTPConnection) -> WorkspaceContext:
    """Returns the context of the server that got this request."""
    context = connection.app.state.context
    assert isinstance(context, WorkspaceContext)
    return context


Context = Annotated[WorkspaceContext, Depends(context_of)]
"""The context, for a route's arguments."""
