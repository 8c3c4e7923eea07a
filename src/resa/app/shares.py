"""Share links: who holds one may read one map, as much of it as the link says, until it runs out or is revoked.

A link shows what was last put live. A map that never was live is shared as a draft only where whoever makes the link
says so, and the page then says that it is one.
"""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit

from sqlalchemy import Connection

from resa.app.audit import record
from resa.app.password import check_password, hashed, is_password
from resa.app.permission import Act, Person, require
from resa.app.personname import checked_language
from resa.app.signin import Guessed, forget_tries, take_turn
from resa.model.errors import UnknownNameError, UsageError
from resa.store.collaboration import people, sharelink
from resa.store.collaboration.database import Database
from resa.store.collaboration.maplist import MapList
from resa.store.collaboration.sharelink import ShareRecord

MOST_LABEL = 120
_SECRET = secrets.token_bytes(32)
"""What signs the addresses of pictures; a server that starts anew signs them anew."""


class NoSuchShareError(UsageError):
    """There is no such link, or it leads nowhere any more; which of them is not told."""

    code: ClassVar[str] = "no_such_share"


class SharePasswordError(UsageError):
    """The link asks for a password, and got none or another."""

    code: ClassVar[str] = "share_password"


class WrongShareError(UsageError):
    """A link can't be made so."""

    code: ClassVar[str] = "wrong_share"


class DraftShareError(UsageError):
    """A link would show a draft, and nobody said that it shall."""

    code: ClassVar[str] = "draft_share"


@dataclass(frozen=True, slots=True)
class Openness:
    """What of a map a link opens. `frames` are the origins whose pages may show it inside of them."""

    has_comments: bool = False
    has_figures: bool = True
    has_quotes: bool = False
    frames: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        faults = [
            f"{origin!r}: expected an origin such as https://intranet.example.com"
            for origin in self.frames
            if not _is_origin(origin)
        ]
        if faults:
            raise WrongShareError("expected origins that may show the map inside of their pages:", faults=faults)


@dataclass(frozen=True, slots=True)
class ShareWish:
    """How a link shall be. None of a password is none; a link without an end lasts until it is revoked.

    `shows_draft` is asked of who makes a link to a map that was never live.
    """

    label: str = ""
    language: str = "en"
    password: str | None = None
    expires_at: datetime | None = None
    opens: Openness = Openness()
    shows_draft: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A link, as those see it who share maps."""

    id: str
    token: str
    map: str
    label: str
    language: str
    has_password: bool
    opens: Openness
    made_by: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    opened: int
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedShare:
    """A link that somebody has opened, and what signs the addresses of the pictures that it shows them."""

    share: Share
    signing: bytes

    def passing(self, picture_id: str) -> str:
        """Returns what opens that picture to who has opened the link: until its password changes or it is revoked."""
        return hmac.digest(self.signing, picture_id.encode(), "sha256").hex()


def shares(person: Person, map_id: str, *, database: Database) -> list[Share]:
    """Returns the links to a map, the newest first."""
    require(person, Act.SHARE_MAPS)
    with database.reading() as connection:
        return [_shown(one) for one in sharelink.of_map(connection, map_id)]


def share(person: Person, map_id: str, *, wish: ShareWish, database: Database, now: datetime) -> Share:
    """Returns a new link to a map that is there; raises `DraftShareError` where it would show a draft unasked."""
    require(person, Act.SHARE_MAPS)
    _check_shareable(map_id, wish=wish, database=database)
    kept = ShareRecord(
        id=people.random_name(),
        token=secrets.token_urlsafe(32),
        map=map_id,
        made_by=person.id,
        made_at=now,
        **_fields(wish, now=now),  # type: ignore[arg-type] # the fields of a wish, by their names
    )
    with database.writing() as connection:
        sharelink.add(connection, kept)
        record(connection, person, act="share.make", about=map_id, now=now, detail=_told(kept))
    return _shown(kept)


def change_share(
    person: Person,
    map_id: str,
    share_id: str,
    *,
    wish: ShareWish,
    keeps_password: bool,
    database: Database,
    now: datetime,
) -> Share:
    """Changes a link; with `keeps_password` its password stays as it is."""
    require(person, Act.SHARE_MAPS)
    fields = _fields(wish, now=now)
    if keeps_password:
        del fields["password"]
    with database.writing() as connection:
        before = _of(connection, map_id, share_id)
        sharelink.change(connection, share_id, fields)
        after = replace(before, **fields)  # type: ignore[arg-type] # as above
        record(connection, person, act="share.change", about=map_id, now=now, detail=_told(after))
        return _shown(after)


def revoke(person: Person, map_id: str, share_id: str, *, database: Database, now: datetime) -> None:
    """Makes a link lead nowhere, at once and for good."""
    require(person, Act.SHARE_MAPS)
    with database.writing() as connection:
        _of(connection, map_id, share_id)
        sharelink.change(connection, share_id, {"revoked_at": now})
        record(connection, person, act="share.revoke", about=map_id, now=now, detail=share_id)


def found(token: str, *, database: Database, now: datetime) -> Share:
    """Returns where a link leads, without asking for its password; raises `NoSuchShareError`."""
    with database.reading() as connection:
        return _shown(_open(connection, token, now=now))


def opened(token: str, *, password: str | None, address: str, database: Database, now: datetime) -> OpenedShare:
    """Returns what a link opens; raises `SharePasswordError` where it asks for a password and got another."""
    with database.reading() as connection:
        kept = _open(connection, token, now=now)
    if kept.password:
        _check(kept, password, address=address, database=database, now=now)
    with database.writing() as connection:
        sharelink.count_opening(connection, kept.id, at=now)
    return _opened(kept)


def reopened(token: str, *, picture_id: str, passing: str, database: Database, now: datetime) -> OpenedShare:
    """Returns the link that has shown somebody a picture; raises `NoSuchShareError` for who comes another way."""
    with database.reading() as connection:
        found = _opened(_open(connection, token, now=now))
    if not hmac.compare_digest(passing.encode(), found.passing(picture_id).encode()):
        raise NoSuchShareError("expected the address of a picture as the link gives it, got another; open the link")
    return found


def _opened(kept: ShareRecord) -> OpenedShare:
    named = f"{kept.token} {kept.password or ''}"
    return OpenedShare(_shown(kept), hmac.digest(_SECRET, named.encode(), "sha256"))


def _check(kept: ShareRecord, password: str | None, *, address: str, database: Database, now: datetime) -> None:
    """Slows down who guesses, and nobody else: strangers who guess elsewhere do not lock out who knows it."""
    if password is None:
        raise SharePasswordError("expected the password of this link; whoever gave you the link knows it")
    guessed = Guessed(f"share {kept.id}", address, counted_apart=True)
    with database.writing() as connection:
        take_turn(connection, guessed, now=now)
    if not is_password(password, kept=kept.password):
        raise SharePasswordError("expected the password of this link, got another; whoever gave you the link knows it")
    with database.writing() as connection:
        forget_tries(connection, guessed)


def _check_shareable(map_id: str, *, wish: ShareWish, database: Database) -> None:
    entry = MapList(database).get(map_id)
    if entry is None:
        raise UnknownNameError("map", map_id, known=())
    if entry.archived_at:
        raise WrongShareError(f"expected a map that is in use, {entry.title!r} is archived; bring it back first")
    if entry.live_version is None and not wish.shows_draft:
        raise DraftShareError(
            f"expected a map that was put live, {entry.title!r} never was; put it live first, or say that the link "
            "shall show the draft"
        )


def _open(connection: Connection, token: str, *, now: datetime) -> ShareRecord:
    kept = sharelink.by_token(connection, token)
    if kept is None or kept.revoked_at or (kept.expires_at and now >= kept.expires_at):
        raise NoSuchShareError("expected a link that still leads somewhere, got another; ask for a new one")
    return kept


def _of(connection: Connection, map_id: str, share_id: str) -> ShareRecord:
    for one in sharelink.of_map(connection, map_id):
        if one.id == share_id:
            return one
    raise NoSuchShareError(f"expected a link to the map {map_id}, got {share_id!r}; GET its shares lists them")


def _fields(wish: ShareWish, *, now: datetime) -> dict[str, object]:
    label = " ".join(wish.label.split())
    if len(label) > MOST_LABEL or not label.isprintable():
        raise WrongShareError(f"expected a label of at most {MOST_LABEL} printable characters, got {label[:40]!r}")
    if wish.expires_at and (wish.expires_at.tzinfo is None or wish.expires_at <= now):
        raise WrongShareError(f"expected an instant in the future, with its zone, got {wish.expires_at.isoformat()}")
    if wish.password is not None:
        check_password(wish.password, about=(label,))
    opens = wish.opens
    return {
        "label": label,
        "language": checked_language(wish.language),
        "password": hashed(wish.password) if wish.password is not None else None,
        "has_comments": opens.has_comments,
        "has_figures": opens.has_figures,
        "has_quotes": opens.has_quotes,
        "frames": " ".join(opens.frames),
        "expires_at": wish.expires_at,
    }


def _shown(kept: ShareRecord) -> Share:
    return Share(
        id=kept.id,
        token=kept.token,
        map=kept.map,
        label=kept.label,
        language=kept.language,
        has_password=kept.password is not None,
        opens=Openness(kept.has_comments, kept.has_figures, kept.has_quotes, tuple(kept.frames.split())),
        made_by=kept.made_by,
        made_at=kept.made_at,
        expires_at=kept.expires_at,
        revoked_at=kept.revoked_at,
        opened=kept.opened,
        opened_at=kept.opened_at,
    )


def _told(kept: ShareRecord) -> str:
    """Returns what a link opens, for the log of who did what."""
    opens = [name for name in ("comments", "figures", "quotes") if getattr(kept, f"has_{name}")]
    guard = "with a password" if kept.password else "without a password"
    end = f"until {kept.expires_at:%Y-%m-%d}" if kept.expires_at else "without an end"
    return f"{kept.id}: {', '.join(opens) or 'map only'}, {guard}, {end}"


def _is_origin(origin: str) -> bool:
    parts = urlsplit(origin)
    is_plain = origin == f"{parts.scheme}://{parts.netloc}" and parts.username is None and origin.isascii()
    has_odd = any(sign in origin for sign in " ;,'\"*")
    return parts.scheme in ("https", "http") and bool(parts.hostname) and is_plain and not has_odd
