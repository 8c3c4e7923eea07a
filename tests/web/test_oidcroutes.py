"""Signing in by an identity provider: a small real one, which signs with its own key."""

import base64
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from resa.app.permission import Role

CLIENT, SECRET = "resa", "the provider's secret"


@dataclass
class IdentityProvider:
    """Says that everybody is `claims`; refuses a code without the right verifier, secret and address to return to."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    claims: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    signs_with: RSAKey | None = None
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "k1"})

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.description),
                Route("/keys", self.keys),
                Route("/token", self.token, methods=["POST"]),
            ]
        )

    def description(self, _: Request) -> JSONResponse:
        doors = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse({"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in doors.items()})

    def keys(self, _: Request) -> JSONResponse:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def token(self, request: Request) -> JSONResponse:
        given = await request.form()
        verifier = str(given["code_verifier"]).encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        is_right = (
            challenge == self.asked["code_challenge"]
            and given["client_secret"] == SECRET
            and given["redirect_uri"] == self.asked["redirect_uri"]
            and given["code"] == "the-code"
        )
        if not is_right:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "u1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
        }
        signed = jwt.encode(self.header, told | self.claims, self.signs_with or self.key)
        return JSONResponse({"id_token": signed, "token_type": "Bearer", "access_token": "none"})


@pytest.fixture
def provider(office: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityProvider]:
    listener = socket.create_server(("127.0.0.1", 0))
    made = IdentityProvider(issuer=f"http://127.0.0.1:{listener.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(made.app(), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    monkeypatch.setenv("RESA_OIDC_SECRET", SECRET)
    (office.context.served.folder / "people.yaml").write_text(
        f"oidc: {{name: Fjällbo, issuer: '{made.issuer}', client_id: {CLIENT}, domains: {{example.com: editor}}}}\n",
        encoding="utf-8",
    )
    made.claims = {"email": "Eva@example.com", "email_verified": True, "name": "Eva Falk"}
    yield made
    server.should_exit = True
    thread.join()


def signed_in(browser: Any, provider: IdentityProvider, **changed: str) -> Any:
    """Goes to the provider and back, as a browser would; `changed` replaces what the provider sends along."""
    leaving = browser.get("/api/session/oidc")
    assert leaving.status_code == 303, leaving.text
    asked = {name: texts[0] for name, texts in parse_qs(urlsplit(leaving.headers["location"]).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/api/session/oidc/callback"
    provider.asked = asked
    return browser.get("/api/session/oidc/callback", params={"code": "the-code", "state": asked["state"]} | changed)


def test_somebody_of_a_known_domain_comes_in_with_its_role(office: Any, provider: IdentityProvider) -> None:
    browser = office.stranger()
    assert browser.get("/api/me").json()["ways"]["oidc"] == "Fjällbo"
    back = signed_in(browser, provider)
    assert (back.status_code, back.headers["location"]) == (303, "/")
    me = browser.get("/api/me").json()
    assert (me["role"], me["person"]["name"], me["person"]["email"]) == ("editor", "Eva Falk", "eva@example.com")


def test_who_comes_again_is_the_same_person_under_another_address(office: Any, provider: IdentityProvider) -> None:
    first, second = office.stranger(), office.stranger()
    signed_in(first, provider)
    provider.claims = provider.claims | {"email": "eva.berg@example.com"}
    signed_in(second, provider)
    assert first.get("/api/me").json()["person"]["id"] == second.get("/api/me").json()["person"]["id"]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "eva@elsewhere.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"nonce": "replayed"},
        {"exp": 1},
        {"azp": "another", "aud": [CLIENT, "another"]},
        {"sub": None},
    ],
)
def test_what_does_not_prove_who_it_is_lets_nobody_in(
    office: Any, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    browser = office.stranger()
    provider.claims = provider.claims | claims
    assert "#refused=provider_sign_in" in signed_in(browser, provider).headers["location"]
    assert browser.get("/api/me").json()["person"] is None


def test_another_key_signs_nothing(office: Any, provider: IdentityProvider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    browser = office.stranger()
    signed_in(browser, provider)
    assert browser.get("/api/me").json()["person"] is None


def test_the_answer_belongs_to_the_browser_that_left_and_is_good_once(office: Any, provider: IdentityProvider) -> None:
    browser, other = office.stranger(), office.stranger()
    signed_in(browser, provider)
    state = provider.asked["state"]
    for attempt in (other, browser):
        again = attempt.get("/api/session/oidc/callback", params={"code": "the-code", "state": state})
        assert "#refused=" in again.headers["location"]
    assert other.get("/api/me").json()["person"] is None


def test_the_provider_may_refuse(office: Any, provider: IdentityProvider) -> None:
    browser = office.stranger()
    leaving = browser.get("/api/session/oidc").headers["location"]
    state = parse_qs(urlsplit(leaving).query)["state"][0]
    back = browser.get("/api/session/oidc/callback", params={"error": "access_denied", "state": state})
    assert "#refused=provider_sign_in" in back.headers["location"]


def test_an_account_with_that_proven_address_is_taken_over_by_nobody_else(
    office: Any, provider: IdentityProvider
) -> None:
    signed_in(office.stranger(), provider)
    provider.claims = provider.claims | {"sub": "u2"}
    browser = office.stranger()
    signed_in(browser, provider)
    assert browser.get("/api/me").json()["person"] is None


def test_who_left_does_not_come_back_by_the_provider(office: Any, provider: IdentityProvider) -> None:
    browser = office.stranger()
    signed_in(browser, provider)
    person = browser.get("/api/me").json()["person"]["id"]
    owner = office.browser(office.person(Role.OWNER))
    assert owner.delete(f"/api/people/{person}").status_code == 204
    assert "#refused=" in signed_in(browser, provider).headers["location"]
    assert browser.get("/api/me").json()["person"] is None


def test_an_owner_is_never_made_by_a_domain(office: Any, provider: IdentityProvider) -> None:
    path = office.context.served.folder / "people.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("editor", "owner"), encoding="utf-8")
    browser = office.stranger()
    assert "#refused=settings" in browser.get("/api/session/oidc").headers["location"]
    assert browser.get("/api/me").json()["ways"]["oidc"] is None


def test_without_a_provider_there_is_no_such_way(office: Any) -> None:
    browser = office.stranger()
    assert browser.get("/api/me").json()["ways"]["oidc"] is None
    assert "#refused=provider_sign_in" in browser.get("/api/session/oidc").headers["location"]
