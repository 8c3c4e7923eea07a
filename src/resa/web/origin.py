"""Whether a request was meant for this server and comes from its own pages."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from resa.web.workspacecontext import ServerSettings

_PLAIN = {"ws": "http", "wss": "https"}


def is_own_host(connection: HTTPConnection, *, settings: ServerSettings) -> bool:
    """Returns whether the request names this server; another name that leads here is a rebound one."""
    if not settings.hosts:
        return True
    return _name(connection.headers.get("host", "")) in settings.hosts


def is_own_origin(connection: HTTPConnection, *, settings: ServerSettings) -> bool:
    """Returns whether the request comes from a page of this server; programs send no origin and are let in."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    return origin.lower() == own_origin(connection, settings=settings)


def own_origin(connection: HTTPConnection, *, settings: ServerSettings) -> str:
    """Returns the origin under which people reach this server: the configured one, else as they asked."""
    if settings.url:
        parts = urlsplit(settings.url)
        return f"{parts.scheme}://{parts.netloc}".lower()
    scheme = connection.scope.get("scheme", "http")
    return f"{_PLAIN.get(scheme, scheme)}://{connection.headers.get('host', '')}".lower()


def _name(host: str) -> str:
    """Returns the host's name without its port."""
    return (urlsplit(f"//{host}").hostname or "").lower()
