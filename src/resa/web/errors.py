"""How errors are answered: one table from code to status, one shape for all."""

from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from resa.model.errors import ResaError, UnknownNameError, UsageError

STATUS: dict[str, int] = {
    "not_signed_in": 401,
    "share_password": 401,
    "wrong_sign_in": 401,
    "not_allowed": 403,
    "wrong_setup_key": 403,
    "forged_request": 403,
    "unknown_name": 404,
    "no_such_invitation": 404,
    "no_such_person": 404,
    "no_such_route": 404,
    "no_such_share": 404,
    "unknown_merge": 404,
    "already_set_up": 409,
    "email_taken": 409,
    "last_owner": 409,
    "settings_changed": 409,
    "upload_state": 409,
    "fit_on_its_way": 409,
    "spent_invitation": 410,
    "too_large": 413,
    "too_slow": 408,
    "too_many_tries": 429,
    "workspace_busy": 503,
    "feedback_busy": 503,
    "crowded": 503,
    "full_disk": 507,
    "already_served": 503,
    "not_approver": 403,
    "no_such_version": 404,
    "archived_map": 409,
    "not_archived": 409,
    "archived_share": 410,
    "draft_share": 409,
    "no_picture": 415,
}
"""Codes that are answered otherwise than their kind: `UsageError` 400, `FailureError` 500."""


class NoSuchRouteError(UsageError):
    """The API has no such route."""

    code: ClassVar[str] = "no_such_route"


def status_of(error: ResaError) -> int:
    """Returns the HTTP status with which an error is answered."""
    if error.code in STATUS:
        return STATUS[error.code]
    return 400 if isinstance(error, UsageError) else 500


def told(code: str, sentence: str, *, faults: tuple[str, ...] = ()) -> dict[str, Any]:
    """Returns the one shape in which errors are told."""
    return {"code": code, "sentence": sentence, "faults": list(faults)}


def answer(error: ResaError) -> JSONResponse:
    """Returns the answer that tells an error; of an unknown name also the name and the nearest that are known."""
    said = told(error.code, error.sentence, faults=error.faults)
    if isinstance(error, UnknownNameError):
        said |= {"name": error.name, "nearest": list(error.nearest)}
    return JSONResponse(said, status_of(error))


def register(app: FastAPI) -> None:
    """Makes the application answer every error in that shape."""
    app.add_exception_handler(ResaError, _answer_ours)
    app.add_exception_handler(RequestValidationError, _answer_wrong_form)
    app.add_exception_handler(HTTPException, _answer_http)


async def _answer_ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ResaError)
    return answer(error)


async def _answer_wrong_form(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = tuple(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors())
    return JSONResponse(told("wrong_form", "expected a request as /api/docs describes it:", faults=faults), 422)


async def _answer_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "no_such_route", 405: "wrong_method"}.get(error.status_code, "http")
    return JSONResponse(told(code, str(error.detail).lower()), error.status_code, headers=dict(error.headers or {}))
