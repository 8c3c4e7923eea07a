"""Calls to other servers: few, short, and only where a setting of the workspace says so."""

import http.client
import ipaddress
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

import orjson

from resa.model.errors import FailureError

PATIENCE_SECONDS = 10.0
MOST_BYTES = 1 << 20


class OutgoingError(FailureError):
    """Another server did not answer as it should."""

    code: ClassVar[str] = "outgoing"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: an address that was checked must be the one that is called."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Returns no further request."""


_opener = urllib.request.build_opener(urllib.request.ProxyHandler(), _NoRedirect())


def is_safe_address(address: str, *, beside: str | None = None) -> bool:
    """Returns whether the address is reached by TLS, or lies on this machine and so does `beside`.

    >>> is_safe_address("https://login.example.com"), is_safe_address("http://login.example.com")
    (True, False)
    """
    parts = urlsplit(address)
    if not parts.hostname or parts.username is not None:
        return False
    if parts.scheme == "https":
        return True
    return (
        parts.scheme == "http" and _is_here(parts.hostname) and (beside is None or _is_here(urlsplit(beside).hostname))
    )


def fetch_json(address: str, *, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """Returns the JSON mapping that the address answers; with `form`, sends that. Raises `OutgoingError`."""
    content = urlencode(form).encode() if form is not None else None
    return _answer(address, content=content, headers={}, patience=PATIENCE_SECONDS, most=MOST_BYTES)


def post_json(
    address: str, *, body: Mapping[str, Any], key: str | None, patience: float, most: int
) -> Mapping[str, Any]:
    """Returns the JSON mapping that the address answers to this body, sent with the bearer's `key` where there is one.

    It waits `patience` seconds and takes `most` bytes. Raises `OutgoingError`.
    """
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {key}"} if key else {})}
    return _answer(address, content=orjson.dumps(body), headers=headers, patience=patience, most=most)


def _answer(
    address: str, *, content: bytes | None, headers: Mapping[str, str], patience: float, most: int
) -> Mapping[str, Any]:
    if not is_safe_address(address):
        raise OutgoingError(f"expected an https:// address, got {address!r}")
    request = urllib.request.Request(address, data=content, headers={"accept": "application/json", **headers})
    try:
        with _opener.open(request, timeout=patience) as answer:
            text = answer.read(most + 1)
    except urllib.error.HTTPError as error:
        with error:
            raise OutgoingError(f"expected an answer from {address}, got status {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise OutgoingError(f"expected an answer from {address}, got: {error}") from error
    return _mapping(text, address, most=most)


def _mapping(text: bytes, address: str, *, most: int) -> Mapping[str, Any]:
    if len(text) > most:
        raise OutgoingError(f"expected at most {most:,} bytes from {address}, got more")
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise OutgoingError(f"expected JSON from {address}, got {text[:40]!r}") from error
    if not isinstance(found, dict):
        raise OutgoingError(f"expected a JSON mapping from {address}, got {type(found).__name__}")
    return found


def _is_here(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
