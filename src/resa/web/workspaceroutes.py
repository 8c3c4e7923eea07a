"""The whole workspace: its name, where it is, its rhythm of reviews."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from resa.app import workspacechange
from resa.app.workspacechange import WorkspaceSettings
from resa.web.form import Form, Line
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["session"])


class WorkspaceForm(Form):
    """What shall change about the workspace; null takes a setting away, what is not named stays."""

    company: Line | None = None
    zone: Line | None = None
    region: Line | None = None
    review_months: Annotated[int, Field(ge=1, le=60)] | None = None


@router.get("/api/workspace")
def show(person: Asking, context: Context) -> WorkspaceSettings:
    """Tells the workspace's name, time zone, region, and after how many months maps are due for a review."""
    return workspacechange.workspace_settings(person, context.served)


@router.patch("/api/workspace")
def change(form: WorkspaceForm, person: Asking, context: Context) -> WorkspaceSettings:
    """Changes what is said about the whole workspace; it is written into workspace.yaml."""
    return workspacechange.change_workspace(person, context.served, form.model_dump(exclude_unset=True))
