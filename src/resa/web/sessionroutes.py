"""Who I am, claiming a new workspace, signing in and out."""

import hmac
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.responses import RedirectResponse

from resa.app import signin
from resa.app.signin import NewAccount, SignedIn, WrongSetUpKeyError
from resa.web.answers import Me, answers
from resa.web.form import Form, Line, Secret
from resa.web.session import Asking, known_person
from resa.web.workspacecontext import Context, WorkspaceContext

router = APIRouter(tags=["session"])


class SetUp(Form):
    """What the first owner says; `key` is in the address that the server printed."""

    key: Secret
    name: Line
    email: Line
    password: Secret
    language: Line = "en"


class SignIn(Form):
    """Who wants to sign in."""

    email: Line
    password: Secret


class PasswordChange(Form):
    """The password as it is, and as it shall be."""

    present: Secret
    wanted: Secret


@router.get("/api/me", responses=answers(Me), response_model=None)
def me(request: Request, context: Context) -> dict[str, Any]:
    """Tells who is asking, in which workspace, and the token that changes need."""
    person = known_person(request)
    token = request.cookies.get(context.cookie)
    return {
        "person": {"id": person.id, "name": person.name, "email": person.email} if person else None,
        "role": person.role if person else None,
        "language": person.language if person else None,
        "token": context.csrf_token(token) if person and token else None,
        "workspace": {"id": context.served.id, "name": context.served.name},
        "is_first_start": person is None and signin.is_first_start(context.served.database),
        "ways": {"password": True, "oidc": context.oidc_name()},
    }


@router.post("/api/setup", status_code=201)
def set_up(form: SetUp, request: Request, response: Response, context: Context) -> dict[str, Any]:
    """Makes the first owner of a new workspace."""
    if not hmac.compare_digest(form.key.encode(), context.settings.setup_key.encode()):
        raise WrongSetUpKeyError("expected the key in the address that `resa serve` printed; open that address")
    account = NewAccount(form.name, form.email, form.password, form.language)
    return welcome_in(signin.set_up(context.served.database, account, now=context.served.now()), response, context)


@router.post("/api/session")
def sign_in(form: SignIn, request: Request, response: Response, context: Context) -> dict[str, Any]:
    """Signs in by address and password; the session before, if any, ends."""
    database, now = context.served.database, context.served.now()
    address = request.client.host if request.client else ""
    signed_in = signin.sign_in(database, email=form.email, password=form.password, address=address, now=now)
    person, token = known_person(request), request.cookies.get(context.cookie)
    if person and token:
        signin.sign_out(database, person, token=token, everywhere=False, now=now)
    return welcome_in(signed_in, response, context)


@router.delete("/api/session", status_code=204)
def sign_out(person: Asking, request: Request, response: Response, context: Context, everywhere: bool = False) -> None:
    """Signs out here, or everywhere."""
    token = request.cookies[context.cookie]
    signin.sign_out(context.served.database, person, token=token, everywhere=everywhere, now=context.served.now())
    context.served.signals.tell("people", about=person.id)
    response.delete_cookie(context.cookie, **context.cookie_rules())
    response.headers["clear-site-data"] = '"cache"'


@router.put("/api/me/password")
def change_password(
    form: PasswordChange, person: Asking, response: Response, context: Context, afterwards: BackgroundTasks
) -> dict[str, Any]:
    """Changes one's password; every other session ends, its open rooms included."""
    signed_in = signin.change_password(
        context.served.database, person, present=form.present, wanted=form.wanted, now=context.served.now()
    )
    # Not before the browser has its new cookie: its own pages come back at once.
    afterwards.add_task(context.served.signals.tell, "people", about=person.id)
    return welcome_in(signed_in, response, context)


@router.get("/open/{key}", include_in_schema=False)
def open_as_owner(key: str, context: Context) -> Response:
    """Exchanges the one-time key of a server on one's own machine for a session."""
    answer = RedirectResponse(context.settings.first_page, 303)
    if context.spend_open_key(key):
        give_cookie(signin.sign_in_local(context.served.database, now=context.served.now()), answer, context)
    return answer


def welcome_in(signed_in: SignedIn, response: Response, context: WorkspaceContext) -> dict[str, Any]:
    """Gives the browser its cookie and returns who it belongs to."""
    give_cookie(signed_in, response, context)
    person = signed_in.person
    return {
        "person": {"id": person.id, "name": person.name, "email": person.email},
        "role": person.role,
        "token": context.csrf_token(signed_in.token),
    }


def give_cookie(signed_in: SignedIn, response: Response, context: WorkspaceContext) -> None:
    """Puts the session's token into the browser, where no script can read it."""
    lasts = int((signed_in.expires_at - context.served.now()).total_seconds())
    response.set_cookie(context.cookie, signed_in.token, max_age=lasts, **context.cookie_rules())
