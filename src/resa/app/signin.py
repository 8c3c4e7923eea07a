"""Signing in and out: the first owner, passwords, sessions, and how fast one may guess."""

import getpass
import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection

from resa.app.audit import record
from resa.app.password import check_password, hashed, is_password
from resa.app.permission import Act, Person, Role, require
from resa.app.personname import checked_email, checked_language, checked_name
from resa.model.errors import UsageError
from resa.store.collaboration import audit, people, session
from resa.store.collaboration.database import Database
from resa.store.collaboration.people import PersonRecord
from resa.store.collaboration.session import FailedTries, SessionRecord

LONGEST = timedelta(days=30)
IDLE = timedelta(days=7)
_REMEMBERED = timedelta(minutes=10)

FREE_TRIES = {"pair": 5, "address": 30, "account": 60}
"""How often one may fail before waiting: with one account from one address, from one address, with one account."""
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
CHANGING = "changing a password"
"""Stands before the address of somebody who is signed in and types their present password."""
_OWN_NETWORK_BITS = 64
"""Whoever has one IPv6 address has all that begin alike."""


class AlreadySetUpError(UsageError):
    """The workspace has an owner."""

    code: ClassVar[str] = "already_set_up"


class WrongSetUpKeyError(UsageError):
    """Somebody wants to claim a workspace without the key that its server printed."""

    code: ClassVar[str] = "wrong_setup_key"


class WrongSignInError(UsageError):
    """No such account, or another password; which of them is not told."""

    code: ClassVar[str] = "wrong_sign_in"


class TooManyTriesError(UsageError):
    """Too many failures in a row."""

    code: ClassVar[str] = "too_many_tries"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: what the browser shall hold, until when, and whose it is."""

    token: str
    expires_at: datetime
    person: Person


@dataclass(frozen=True, slots=True)
class Guessed:
    """What somebody may be guessing at, and from where.

    Failures with an account are counted together, from wherever they come, but for those `counted_apart`: else one
    stranger could keep out all who know the password.
    """

    account: str
    address: str
    counted_apart: bool = False

    def subjects(self) -> dict[str, str]:
        """Returns the names to count under; unreadable, since people type passwords into wrong fields."""
        network = network_of(self.address)
        named = {"pair": f"pair {self.account} {network}", "address": f"address {network}"}
        if not self.counted_apart:
            named["account"] = f"account {self.account}"
        return {kind: token_hash(name) for kind, name in named.items()}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody says of themselves when they come."""

    name: str
    email: str
    password: str
    language: str = "en"

    def record(self, *, role: Role, now: datetime) -> PersonRecord:
        """Returns the person to keep; raises where the name, address or password will not do."""
        name, email = checked_name(self.name), checked_email(self.email)
        check_password(self.password, about=(name, email))
        language = checked_language(self.language)
        return PersonRecord(people.random_name(), name, email, role, language, hashed(self.password), None, now, None)


def as_person(kept: PersonRecord) -> Person:
    """Returns the person as routes know them."""
    return Person(kept.id, kept.name, kept.email or "", Role(kept.role), kept.language)


def is_first_start(database: Database) -> bool:
    """Returns whether nobody has claimed the workspace yet."""
    with database.reading() as connection:
        return not people.owners(connection)


def set_up(database: Database, account: NewAccount, *, now: datetime) -> SignedIn:
    """Makes the first owner and signs them in; the caller has checked the set-up key."""
    kept = account.record(role=Role.OWNER, now=now)
    with database.writing() as connection:
        if people.owners(connection):
            raise AlreadySetUpError(
                "expected a workspace without an owner, it has one; sign in, or ask for an invitation"
            )
        people.add(connection, kept)
        person = as_person(kept)
        record(connection, person, act="workspace.set_up", about=person.id, now=now)
        return begin_session(connection, person, now=now)


def sign_in(database: Database, *, email: str, password: str, address: str, now: datetime) -> SignedIn:
    """Signs somebody in by address and password.

    Each failure makes the next try wait longer; the try is counted before the password is looked at, so that many at
    once gain nothing.
    """
    email = email.strip().lower()
    with database.writing() as connection:
        kept = people.by_email(connection, email)
        guessed = Guessed(email, address, counted_apart=_has_come_from(connection, kept, address))
        take_turn(connection, guessed, now=now)
    if not is_password(password, kept=kept.password if kept else None) or kept is None:
        with database.writing() as connection:
            record(connection, None, act="session.refused", about=kept.id if kept else "", now=now, detail=address)
        raise WrongSignInError("expected the address and password of somebody who works here, got others; try again")
    with database.writing() as connection:
        forget_tries(connection, guessed)
        person = as_person(kept)
        record(connection, person, act="session.begin", about=person.id, now=now, detail=address)
        return begin_session(connection, person, now=now)


def _has_come_from(connection: Connection, kept: PersonRecord | None, address: str) -> bool:
    """Returns whether the person has signed in from that address: strangers' guesses don't lock it out."""
    return audit.happened(connection, person=kept.id if kept else "", act="session.begin", detail=address)


def sign_in_local(database: Database, *, now: datetime) -> SignedIn:
    """Signs in the owner who started the server on their own machine; the caller has checked the one-time key.

    A workspace that nobody has claimed gets an owner who goes by the name of the account on the machine, and has no
    password.
    """
    with database.writing() as connection:
        here = [one for one in people.people(connection) if one.role == Role.OWNER and not one.removed_at]
        kept = here[0] if here else _local_owner(now)
        if not here:
            people.add(connection, kept)
        person = as_person(kept)
        record(connection, person, act="session.begin", about=person.id, now=now, detail="on this machine")
        return begin_session(connection, person, now=now)


def _local_owner(now: datetime) -> PersonRecord:
    try:
        name = checked_name(getpass.getuser())
    except (OSError, KeyError, UsageError):
        name = "Owner"
    return PersonRecord(people.random_name(), name, None, Role.OWNER, "en", None, None, now, None)


def begin_session(connection: Connection, person: Person, *, now: datetime) -> SignedIn:
    """Keeps a new session under a new random token; whatever token the browser came with is worth nothing."""
    token = secrets.token_urlsafe(32)
    expires_at = now + LONGEST
    session.add(connection, SessionRecord(token_hash(token), person.id, now, now, expires_at))
    return SignedIn(token, expires_at, person)


def person_behind(database: Database, token: str, *, now: datetime) -> Person | None:
    """Returns who signed in with that token, None where the session is over or the person gone."""
    kept_token = token_hash(token)
    with database.reading() as connection:
        found = session.find(connection, kept_token)
    if found is None:
        return None
    kept, person = found
    if person.removed_at or now >= kept.expires_at or now - kept.used_at >= IDLE:
        return None
    if now - kept.used_at >= _REMEMBERED:
        with database.writing() as connection:
            session.touch(connection, kept_token, at=now)
    return as_person(person)


def sign_out(database: Database, person: Person, *, token: str, everywhere: bool, now: datetime) -> None:
    """Ends this session, or every session of the person."""
    require(person, Act.SEE_SELF)
    with database.writing() as connection:
        if everywhere:
            session.end_all(connection, person.id)
        else:
            session.end(connection, token_hash(token))
        record(
            connection, person, act="session.end", about=person.id, now=now, detail="everywhere" if everywhere else ""
        )


def change_password(database: Database, person: Person, *, present: str, wanted: str, now: datetime) -> SignedIn:
    """Gives a person another password; every session ends, and the one that asked begins anew."""
    require(person, Act.SEE_SELF)
    with database.writing() as connection:
        take_turn(connection, Guessed(person.id, f"{CHANGING} {person.id}"), now=now)
        kept = people.person(connection, person.id)
    if kept is None or not is_password(present, kept=kept.password):
        raise WrongSignInError("expected your present password, got another; type it again")
    check_password(wanted, about=(person.name, person.email))
    fresh = hashed(wanted)
    with database.writing() as connection:
        forget_tries(connection, Guessed(person.id, f"{CHANGING} {person.id}"))
        people.change(connection, person.id, password=fresh)
        session.end_all(connection, person.id)
        record(connection, person, act="person.password", about=person.id, now=now)
        return begin_session(connection, person, now=now)


def token_hash(token: str) -> str:
    """Returns how a random token is kept: who reads the database can't use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(token: str) -> str:
    """Returns what the pages of a session show when they change something; it does not tell the session's token."""
    return hmac.new(token.encode(), b"resa csrf", hashlib.sha256).hexdigest()


def take_turn(connection: Connection, guessed: Guessed, *, now: datetime) -> None:
    """Counts a try before it is made; raises `TooManyTriesError` where too many failed in a row."""
    subjects = guessed.subjects()
    waits = [
        _wait(session.failed_tries(connection, subject), FREE_TRIES[kind], now=now)
        for kind, subject in subjects.items()
    ]
    if max(waits) > timedelta(0):
        seconds = max(1, round(max(waits).total_seconds()))
        raise TooManyTriesError(f"expected fewer tries, too many failed in a row; try again in {seconds} seconds")
    for subject in subjects.values():
        session.add_failed_try(connection, subject, at=now, since=now - FORGOTTEN_AFTER)


def forget_tries(connection: Connection, guessed: Guessed) -> None:
    """Begins counting anew, since the try was right."""
    for subject in guessed.subjects().values():
        session.forget_failed_tries(connection, subject)


def network_of(address: str) -> str:
    """Returns what tells one guesser from another: the address, of IPv6 the part that a network has to itself.

    >>> network_of("192.0.2.7"), network_of("2001:db8:0:1:ab::7")
    ('192.0.2.7', '2001:db8:0:1::/64')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(found), _OWN_NETWORK_BITS), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def _wait(failed: FailedTries | None, free: int, *, now: datetime) -> timedelta:
    """Returns how long to wait: twice as long after each failure beyond the free ones, to a quarter of an hour."""
    if failed is None or failed.tries < free:
        return timedelta(0)
    pause = min(LONGEST_WAIT, timedelta(seconds=2 ** min(failed.tries - free, 20)))
    return failed.last_at + pause - now
