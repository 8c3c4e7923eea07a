"""Running the server: the port it listens on, the address people open, and an orderly end."""

import errno
import ipaddress
import os
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import ClassVar
from urllib.parse import urlsplit

import uvicorn

from resa.app.imports import STOPPING_SECONDS
from resa.app.signin import is_first_start
from resa.model.errors import FailureError, UsageError
from resa.web.server import create_app
from resa.web.workspacecontext import ServerSettings

GRACE_SECONDS = 3
LATEST_SECONDS = GRACE_SECONDS + STOPPING_SECONDS + 5
STRAGGLING_SECONDS = 2
NEXT_PORTS = 50
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class PortInUseError(FailureError):
    """Another program listens on the port."""

    code: ClassVar[str] = "port_in_use"


class UnusableHostError(FailureError):
    """The machine has no such address, or does not let us listen there."""

    code: ClassVar[str] = "unusable_host"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a server shall listen, and how people reach it.

    `url` is the address people type, where that is another; `proxies` are the machines whose word on who asks is
    taken. With `opens_as_owner` the printed address signs in the owner, once; on this machine only. With
    `takes_next_port` a port in use is passed over. `first_page` is where an owner who was signed in so begins.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    url: str | None = None
    proxies: str | None = None
    opens_as_owner: bool = False
    takes_next_port: bool = False
    first_page: str = "/"

    def __post_init__(self) -> None:
        parts = urlsplit(self.url or "https://here")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise UsageError(f"expected --url such as https://maps.example.com, without a path, got {self.url!r}")
        if not 0 <= self.port <= 65535:
            raise UsageError(f"expected --port from 0 (any free one) to 65535, got {self.port}")
        if self.opens_as_owner and (not is_local(self.host) or self.url or self.proxies):
            raise UsageError(
                "expected --open-as-owner on this machine only, without --host, --url and --proxy: whoever opened the "
                "address would own the workspace; leave it out and sign in"
            )

    def names(self) -> frozenset[str]:
        """Returns the names under which the server answers, empty for any."""
        if self.url:
            return LOCAL | {(urlsplit(self.url).hostname or "").lower()}
        return LOCAL if is_local(self.host) else frozenset()


@dataclass(frozen=True, slots=True)
class Address:
    """What a server tells when it is ready: the address to open, and a word of warning where one is due."""

    url: str
    warning: str | None


def is_local(host: str) -> bool:
    """Returns whether only this machine can reach the host.

    >>> is_local("127.0.0.1"), is_local("0.0.0.0")
    (True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(uvicorn.Server):
    """A server that says that it is going before it waits for requests to end: streams never end by themselves."""

    def __init__(self, config: uvicorn.Config, *, leaving: Callable[[], None]) -> None:
        super().__init__(config)
        self._leaving = leaving

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._leaving()
        _end_within(LATEST_SECONDS)
        await super().shutdown(sockets)
        _end_within(STRAGGLING_SECONDS)


def _end_within(seconds: float) -> None:
    """Ends the process after so many seconds, where a long question still holds a thread, which nothing can stop.

    By then everybody has been sent away, and what was acknowledged is on the disk.
    """
    ending = Timer(seconds, _end_now)
    ending.daemon = True
    ending.start()


def _end_now() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(0)


def serve(folder: Path, *, listening: Listening, announce: Callable[[Address], None], reads_texts: bool = True) -> None:
    """Serves the workspace in that folder until somebody ends it; `announce` is called once it listens.

    With `reads_texts`, texts that came in are read behind the scenes.
    """
    listener = _listener(listening)
    try:
        settings = ServerSettings(
            url=listening.url,
            hosts=listening.names(),
            open_key=secrets.token_urlsafe(24) if listening.opens_as_owner else None,
            first_page=listening.first_page,
        )
        app = create_app(folder, settings=settings)
        is_first = is_first_start(app.state.context.served.database)
        announce(_address(listening, port=listener.getsockname()[1], settings=settings, is_first=is_first))
        if reads_texts:
            app.state.context.served.reading.begin()
        _Server(_config(app, listening), leaving=app.state.context.leave).run(sockets=[listener])
    finally:
        listener.close()


def _config(app: object, listening: Listening) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type] # an ASGI application, which uvicorn types by its own protocol
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=listening.proxies is not None,
        forwarded_allow_ips=listening.proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=15,
        ws_max_size=16 << 20,
        ws_per_message_deflate=False,
    )


def _address(listening: Listening, *, port: int, settings: ServerSettings, is_first: bool) -> Address:
    host = listening.host if is_local(listening.host) else socket.gethostname()
    host = f"[{host}]" if ":" in host else host
    url = (listening.url or f"http://{host}:{port}").rstrip("/")
    warning = None
    if not is_local(listening.host) and not settings.is_secure:
        warning = (
            "passwords and maps travel unencrypted to this address; put a TLS proxy in front and name its address "
            "with --url https://…"
        )
    if settings.open_key:
        return Address(f"{url}/open/{settings.open_key}", warning)
    return Address(f"{url}/#setup={settings.setup_key}" if is_first else f"{url}/", warning)


def _listener(listening: Listening) -> socket.socket:
    if not listening.takes_next_port:
        return _bound(listening.host, listening.port)
    try:
        return _bound(listening.host, listening.port)
    except PortInUseError:
        return _bound(listening.host, _free_port(listening.host, after=listening.port) or 0)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return _listening(socket.socket(family, kind, protocol), address)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", None) != errno.EADDRINUSE:
            raise UnusableHostError(
                f"expected to listen on {host}, port {port}, got: {error}; name another with --host and --port"
            ) from error
        free = _free_port(host, after=port)
        hint = f"`resa serve --port {free}` takes the next free one" if free else "name another with --port"
        raise PortInUseError(f"expected port {port} to be free, another program listens there; {hint}") from error


def _listening(listener: socket.socket, address: tuple[object, ...]) -> socket.socket:
    """Returns the socket, listening. It knows that it speaks TCP: else answers would wait 40 ms for more to send."""
    try:
        if os.name == "posix":  # elsewhere the option lets two programs take one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except BaseException:
        listener.close()
        raise
    return listener


def _free_port(host: str, *, after: int) -> int | None:
    for port in range(after + 1, min(after + 1 + NEXT_PORTS, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, port))
            except OSError:
                continue
            return port
    return None
