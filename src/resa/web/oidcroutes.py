"""Signing in by the company's identity provider: leaving for it and coming back."""

import logging

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from resa.app import oidc
from resa.app.oidc import Provider, ProviderSignInError
from resa.model.errors import ResaError
from resa.web.origin import own_origin
from resa.web.sessionroutes import give_cookie
from resa.web.workspacecontext import Context, WorkspaceContext

router = APIRouter(tags=["session"])

MINUTES = 10

_log = logging.getLogger("resa")


@router.get("/api/session/oidc", status_code=303)
def depart(request: Request, context: Context) -> RedirectResponse:
    """Sends the browser to the identity provider."""
    redirect = own_origin(request, settings=context.settings) + "/api/session/oidc/callback"
    try:
        leaving = oidc.depart(_provider(context), redirect=redirect, pending=context.pending, now=context.served.now())
    except ResaError as error:
        return _refused(error)
    answer = RedirectResponse(leaving.address, 303)
    answer.set_cookie(context.cookie_named("oidc"), leaving.browser, max_age=MINUTES * 60, **context.cookie_rules())
    return answer


@router.get("/api/session/oidc/callback", status_code=303)
def arrive(request: Request, context: Context) -> RedirectResponse:
    """Signs in whom the provider sends back."""
    cookie = context.cookie_named("oidc")
    try:
        signed_in = oidc.arrive(
            _provider(context),
            context.served.database,
            answer=dict(request.query_params),
            browser=request.cookies.get(cookie, ""),
            pending=context.pending,
            now=context.served.now(),
        )
    except ResaError as error:
        return _refused(error)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(cookie, **context.cookie_rules())
    give_cookie(signed_in, answer, context)
    return answer


def _refused(error: ResaError) -> RedirectResponse:
    """Returns to the page, which says in its own words why nobody was signed in; the log has the whole sentence."""
    _log.warning("signing in by the identity provider: %s", error)
    return RedirectResponse(f"/#refused={error.code}", 303)


def _provider(context: WorkspaceContext) -> Provider:
    provider = context.served.provider
    if provider is None:
        raise ProviderSignInError("expected an identity provider in people.yaml, there is none; sign in by password")
    return provider
