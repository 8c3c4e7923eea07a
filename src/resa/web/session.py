"""Who is asking: the person behind a request's cookie, for HTTP routes and WebSockets alike."""

from typing import Annotated, ClassVar

from fastapi import Depends
from starlette.requests import HTTPConnection

from resa.app.permission import Person
from resa.model.errors import UsageError

PERSON = "resa_person"
"""Where `door` leaves the person in a connection's state."""


class NotSignedInError(UsageError):
    """Nobody is signed in."""

    code: ClassVar[str] = "not_signed_in"


def known_person(connection: HTTPConnection) -> Person | None:
    """Returns who is asking, None where nobody is signed in."""
    person = connection.scope.get("state", {}).get(PERSON)
    assert person is None or isinstance(person, Person)
    return person


def person_of(connection: HTTPConnection) -> Person:
    """Returns who is asking; raises `NotSignedInError` where nobody is signed in."""
    person = known_person(connection)
    if person is None:
        raise NotSignedInError("expected somebody who is signed in, found no session; sign in and ask again")
    return person


Asking = Annotated[Person, Depends(person_of)]
"""The person who asks, for a route's arguments."""
