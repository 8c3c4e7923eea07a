"""A workspace with one person of every role, and their browsers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from resa.app.permission import Person, Role
from resa.app.signin import as_person, begin_session, csrf_token
from resa.store.collaboration import people
from resa.store.collaboration.people import PersonRecord
from resa.web.server import create_app
from resa.web.workspacecontext import ServerSettings, WorkspaceContext

HOST = "http://127.0.0.1:8000"
KEY = "the-set-up-key"


@dataclass
class Office:
    """A server, and the browsers of those who use it; `person` makes a person without a password."""

    app: FastAPI
    browsers: list[TestClient] = field(default_factory=list)

    @property
    def context(self) -> WorkspaceContext:
        context = self.app.state.context
        assert isinstance(context, WorkspaceContext)
        return context

    def stranger(self, *, address: str = "192.0.2.7") -> TestClient:
        """Returns a browser without a session."""
        browser = TestClient(self.app, base_url=HOST, client=(address, 50000), follow_redirects=False)
        self.browsers.append(browser)
        return browser

    def person(self, role: Role, *, name: str | None = None) -> Person:
        now = datetime.now(UTC)
        kept = PersonRecord(
            people.random_name(),
            name or role.title(),
            f"{people.random_name()}@example.com",
            role,
            "en",
            None,
            None,
            now,
            None,
        )
        with self.context.served.database.writing() as connection:
            people.add(connection, kept)
        return as_person(kept)

    def browser(self, person: Person) -> TestClient:
        """Returns a browser in which the person is signed in, and whose page shows the token."""
        with self.context.served.database.writing() as connection:
            token = begin_session(connection, person, now=datetime.now(UTC)).token
        browser = self.stranger()
        browser.cookies.set(self.context.cookie, token)
        browser.headers["X-Resa-Token"] = csrf_token(token)
        return browser


def stop_clock(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no time pass on the server, however long the machine takes: pauses after failed tries are seconds."""
    at = office.context.served.now()
    monkeypatch.setattr(office.context.served, "now", lambda: at)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(create_app(tmp_path / "workspace", settings=ServerSettings(setup_key=KEY)))
    yield made
    for browser in made.browsers:
        browser.close()
    made.context.close()


@pytest.fixture
def as_role(office: Office) -> Callable[[Role], TestClient]:
    """Gives a browser of a new person with that role."""
    return lambda role: office.browser(office.person(role))
