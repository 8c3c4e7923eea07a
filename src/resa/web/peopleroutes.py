"""The people of the workspace, invitations, and who did what."""

from fastapi import APIRouter, Response

from resa.app import audit, invitations, people
from resa.app.audit import AuditLine
from resa.app.invitations import Invitation, Welcome
from resa.app.people import Colleague, PersonChange
from resa.app.permission import Role
from resa.app.signin import NewAccount
from resa.web.form import Form, Line, Secret
from resa.web.session import Asking
from resa.web.sessionroutes import welcome_in
from resa.web.workspacecontext import Context

router = APIRouter(tags=["people"])


class Change(Form):
    """What shall change about a person."""

    name: Line | None = None
    language: Line | None = None
    role: Role | None = None


class NewInvitation(Form):
    """Whom to invite, as what, for how long."""

    role: Role
    email: Line | None = None
    days: int = invitations.USUAL_DAYS


class Account(Form):
    """What the invited say of themselves."""

    name: Line
    email: Line
    password: Secret
    language: Line = "en"


@router.get("/api/people")
def colleagues(person: Asking, context: Context) -> list[Colleague]:
    """Lists everybody who is or was here."""
    return people.colleagues(person, database=context.served.database)


@router.patch("/api/people/{id}")
def change_person(id: str, form: Change, person: Asking, context: Context) -> Colleague:  # noqa: A002 - the route's word
    """Changes a person's role, name or language."""
    served = context.served
    change = PersonChange(form.name, form.language, form.role)
    changed = people.change_person(person, id, change=change, database=served.database, now=served.now())
    served.signals.tell("people", about=id)
    return changed


@router.delete("/api/people/{id}", status_code=204)
def remove_person(id: str, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Lets somebody go; their words stay."""
    served = context.served
    people.remove_person(person, id, database=served.database, now=served.now())
    served.signals.tell("people", about=id)


@router.delete("/api/people/{id}/sessions", status_code=204)
def send_out(id: str, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Signs somebody out everywhere."""
    served = context.served
    people.send_out(person, id, database=served.database, now=served.now())
    served.signals.tell("people", about=id)


@router.post("/api/people/{id}/invitation", status_code=201)
def invite_back(id: str, person: Asking, context: Context) -> Invitation:  # noqa: A002 - the route's word
    """Makes a link by which somebody sets another password; its token is told this once."""
    return invitations.invite_back(person, id, database=context.served.database, now=context.served.now())


@router.get("/api/invitations")
def every_invitation(person: Asking, context: Context) -> list[Invitation]:
    """Lists the invitations, the newest first."""
    return invitations.invitations(person, database=context.served.database)


@router.post("/api/invitations", status_code=201)
def invite(form: NewInvitation, person: Asking, context: Context) -> Invitation:
    """Makes an invitation; its token is told this once."""
    served = context.served
    return invitations.invite(
        person, role=form.role, email=form.email, days=form.days, database=served.database, now=served.now()
    )


@router.delete("/api/invitations/{id}", status_code=204)
def take_back(id: str, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Takes an invitation back."""
    invitations.take_back(person, id, database=context.served.database, now=context.served.now())


@router.get("/api/invitations/by-token/{token}")
def welcome(token: str, context: Context) -> Welcome:
    """Tells what an invitation's link invites to."""
    return invitations.welcome(token, database=context.served.database, now=context.served.now())


@router.post("/api/invitations/by-token/{token}", status_code=201)
def accept(token: str, form: Account, response: Response, context: Context) -> dict[str, object]:
    """Accepts an invitation: makes the account and signs in."""
    account = NewAccount(form.name, form.email, form.password, form.language)
    served = context.served
    signed_in = invitations.accept(token, account, database=served.database, now=served.now())
    served.signals.tell("people", about=signed_in.person.id)
    return welcome_in(signed_in, response, context)


@router.get("/api/audit")
def audit_lines(person: Asking, context: Context, before: int | None = None) -> list[AuditLine]:
    """Lists who did what, the newest first."""
    return audit.audit_lines(person, database=context.served.database, before=before)
