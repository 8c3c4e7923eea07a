"""Signing in by the company's own identity provider: OpenID Connect, authorisation code with PKCE."""

import base64
import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import Connection

from resa.app.audit import record
from resa.app.outgoing import OutgoingError, fetch_json, is_safe_address
from resa.app.permission import Role
from resa.app.personname import PersonNameError, checked_email, checked_name
from resa.app.signin import SignedIn, as_person, begin_session
from resa.model.errors import UsageError
from resa.store.collaboration import people
from resa.store.collaboration.database import Database
from resa.store.collaboration.people import PersonRecord
from resa.store.settings import load

FILE = "people.yaml"
USUAL_SECRET = "RESA_OIDC_SECRET"
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "RS384", "RS512", "ES384", "ES512", "PS384", "PS512")
PATIENCE = timedelta(minutes=10)
LEEWAY_SECONDS = 60
MOST_PENDING = 1000


class ProviderSignInError(UsageError):
    """The identity provider did not say who it is, or said it about somebody who has no place here."""

    code: ClassVar[str] = "provider_sign_in"


@dataclass(frozen=True, slots=True)
class Provider:
    """Who says who people are. `domains` gives those who come from a mail domain their first role."""

    name: str
    issuer: str
    client_id: str
    secret: str | None
    domains: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class _Pending:
    """A sign-in that has left for the provider."""

    browser: str
    nonce: str
    verifier: str
    redirect: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a browser goes to sign in, and what it must bring back."""

    address: str
    browser: str


@dataclass(eq=False)
class PendingSignIns:
    """Sign-ins that have left for the provider and not come back."""

    _by_state: dict[str, _Pending] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, state: str, pending: _Pending, *, now: datetime) -> None:
        """Keeps one, for a while; the oldest go where too many wait."""
        with self._lock:
            self._by_state = {key: one for key, one in self._by_state.items() if one.until > now}
            while len(self._by_state) >= MOST_PENDING:
                del self._by_state[next(iter(self._by_state))]
            self._by_state[state] = pending

    def take(self, state: str, *, browser: str, now: datetime) -> _Pending:
        """Returns the one of that state, which only the browser that left may take, once."""
        with self._lock:
            pending = self._by_state.pop(state, None)
        if pending is None or pending.until <= now or not secrets.compare_digest(pending.browser, _hash(browser)):
            raise ProviderSignInError(
                "expected a sign-in that began in this browser a moment ago, got another; begin anew"
            )
        return pending


def provider_in(folder: Path) -> Provider | None:
    """Returns the provider that the workspace's people.yaml names, None where it names none.

    The secret stands in the environment, under the name that `secret_env` gives.
    """
    content = load(folder / FILE, check=_faults).content.get("oidc")
    if not content:
        return None
    return Provider(
        name=str(content.get("name") or content["issuer"]),
        issuer=str(content["issuer"]).rstrip("/"),
        client_id=str(content["client_id"]),
        secret=os.environ.get(str(content.get("secret_env", USUAL_SECRET))),
        domains={str(domain).lower(): Role(role) for domain, role in (content.get("domains") or {}).items()},
    )


def depart(provider: Provider, *, redirect: str, pending: PendingSignIns, now: datetime) -> Departure:
    """Returns where to send the browser so that the provider asks who it is."""
    state, nonce, verifier, browser = (secrets.token_urlsafe(32) for _ in range(4))
    pending.put(state, _Pending(_hash(browser), nonce, verifier, redirect, now + PATIENCE), now=now)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect,
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    door = _discovered(provider)["authorization_endpoint"]
    return Departure(f"{door}{'&' if '?' in door else '?'}{urlencode(asked)}", browser)


def arrive(
    provider: Provider,
    database: Database,
    *,
    answer: Mapping[str, str],
    browser: str,
    pending: PendingSignIns,
    now: datetime,
) -> SignedIn:
    """Signs in whom the provider has sent back; makes the person where their domain has a role here."""
    left = pending.take(answer.get("state", ""), browser=browser, now=now)
    if "code" not in answer:
        raise ProviderSignInError(
            f"expected a code from {provider.name}, got {answer.get('error', 'none')!r}; try again"
        )
    discovered = _discovered(provider)
    if answer.get("iss", provider.issuer).rstrip("/") != provider.issuer:
        raise ProviderSignInError(f"expected an answer from {provider.issuer}, got one from {answer['iss']}")
    claims = _claims(_id_token(provider, discovered, answer["code"], left), provider, discovered, left, now=now)
    with database.writing() as connection:
        person = as_person(_known_or_new(connection, claims, provider, now=now))
        record(connection, person, act="session.begin", about=person.id, now=now, detail=provider.issuer)
        return begin_session(connection, person, now=now)


def _discovered(provider: Provider) -> Mapping[str, str]:
    """Returns the provider's addresses; they must be as safe as the issuer's own."""
    try:
        found = fetch_json(f"{provider.issuer}/.well-known/openid-configuration")
    except OutgoingError as error:
        raise ProviderSignInError(f"expected {provider.name} to say how to sign in, got: {error.sentence}") from error
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    faults = [name for name in needed if not is_safe_address(str(found.get(name, "")), beside=provider.issuer)]
    if str(found.get("issuer", "")).rstrip("/") != provider.issuer:
        faults.append("issuer")
    if faults:
        raise ProviderSignInError(
            f"expected {provider.issuer} to describe itself with safe addresses; wrong or missing:", faults=faults
        )
    return {name: str(found[name]) for name in needed}


def _id_token(provider: Provider, discovered: Mapping[str, str], code: str, left: _Pending) -> str:
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": left.redirect,
        "client_id": provider.client_id,
        "code_verifier": left.verifier,
    }
    if provider.secret:
        asked["client_secret"] = provider.secret
    try:
        return str(fetch_json(discovered["token_endpoint"], form=asked).get("id_token", ""))
    except OutgoingError as error:
        raise ProviderSignInError(f"expected {provider.name} to take the code, got: {error.sentence}") from error


def _claims(
    token: str, provider: Provider, discovered: Mapping[str, str], left: _Pending, *, now: datetime
) -> Mapping[str, Any]:
    try:
        keys = KeySet.import_key_set(fetch_json(discovered["jwks_uri"]))  # type: ignore[arg-type] # checked by it
        claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        registry = jwt.JWTClaimsRegistry(
            now=lambda: int(now.timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": left.nonce},
        )
        registry.validate(claims)
    except (JoseError, OutgoingError, ValueError, KeyError, TypeError) as error:
        raise ProviderSignInError(f"expected a token that {provider.name} has signed for us, got: {error}") from error
    if str(claims["iss"]).rstrip("/") != provider.issuer or claims.get("azp", provider.client_id) != provider.client_id:
        raise ProviderSignInError(f"expected a token of {provider.issuer} for us, got one of {claims['iss']}")
    return claims


def _known_or_new(
    connection: Connection, claims: Mapping[str, Any], provider: Provider, *, now: datetime
) -> PersonRecord:
    """Returns the person by the provider's own name for them, else by proven address, else a new one."""
    subject = f"{provider.issuer} {claims['sub']}"
    known = people.by_subject(connection, subject)
    if known and known.removed_at:
        raise ProviderSignInError(f"expected somebody with a place here, {known.name} has left; ask an owner to invite")
    if known:
        return known
    email = _proven_email(claims)
    role = provider.domains.get(email.rpartition("@")[2])
    known = people.by_email(connection, email)
    if role is None or (known is not None and known.subject is not None):
        raise ProviderSignInError(f"expected somebody with a place here, got {email}; ask an owner for an invitation")
    if known:
        people.change(connection, known.id, subject=subject)
        return known
    name = _name(claims, email)
    fresh = PersonRecord(people.random_name(), name, email, role.value, "en", None, subject, now, None)
    people.add(connection, fresh)
    record(
        connection, as_person(fresh), act="person.come", about=fresh.id, now=now, detail=f"{role} by {provider.issuer}"
    )
    return fresh


def _proven_email(claims: Mapping[str, Any]) -> str:
    if claims.get("email_verified") is not True:
        raise ProviderSignInError("expected an address that the provider has verified, got none; verify it there first")
    try:
        return checked_email(str(claims.get("email", "")))
    except PersonNameError as error:
        raise ProviderSignInError(f"expected the provider to tell an address, got: {error.sentence}") from error


def _name(claims: Mapping[str, Any], email: str) -> str:
    try:
        return checked_name(str(claims.get("name") or email.partition("@")[0]))
    except PersonNameError:
        return email.partition("@")[0]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _faults(content: Mapping[str, Any]) -> Sequence[str]:
    """Returns what is wrong in people.yaml."""
    faults = [f"{name}: expected oidc, got {name!r}" for name in content if name != "oidc"]
    oidc = content.get("oidc")
    if oidc is None:
        return faults
    if not isinstance(oidc, dict):
        return [*faults, "oidc: expected issuer, client_id and domains"]
    faults += [f"oidc.{name}: is missing" for name in ("issuer", "client_id", "domains") if not oidc.get(name)]
    if oidc.get("issuer") and not is_safe_address(str(oidc["issuer"])):
        faults.append(f"oidc.issuer: expected https://…, got {oidc['issuer']!r}")
    given = [role.value for role in Role if role is not Role.OWNER]
    domains = oidc.get("domains") or {}
    if not isinstance(domains, dict):
        return [*faults, "oidc.domains: expected a role for each mail domain, such as example.com: editor"]
    return faults + [
        f"oidc.domains.{domain}: expected {', '.join(given)}, got {role!r}; owners are made by owners"
        for domain, role in domains.items()
        if role not in given
    ]
