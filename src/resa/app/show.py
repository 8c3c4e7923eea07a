"""One question about the journeys, by its name."""

from dataclasses import replace

from resa.app.asking import GIVEN, Asking, Question
from resa.app.emptiness import why_empty
from resa.app.remarks import ANSWERS as REMARKED
from resa.app.understanding import ANSWERS, OPTIONS
from resa.app.workspace import Workspace
from resa.mapping.export.localtime import in_zone
from resa.model.condition import CUSTOMER_PREFIX, FIELDS, PROPERTY_PREFIX
from resa.model.errors import UnknownNameError, UsageError
from resa.model.journeymap import JourneyMap
from resa.model.table import Table


def show(workspace: Workspace, question: Question, *, plan: JourneyMap | None = None) -> Table:
    """Returns the answer; raises `UnknownNameError` for a question nobody knows.

    `plan` is the map that journeys are held against; without it, the map that the question names is looked for.
    """
    if question.what not in ANSWERS:
        raise UnknownNameError("question", question.what, known=ANSWERS)
    if question.bucket != "month":
        raise UsageError(f"expected --bucket month, got {question.bucket!r}; other steps are not counted")
    if question.what not in ("comparison", "clicks"):  # they split by other things
        _require_field(workspace, question.by)
    scope = workspace.scope(question.where, per=question.per, start=question.start, end=question.end)
    answer = ANSWERS[question.what](Asking(question, workspace, scope, workspace.now(), plan))
    against = (f"held against: {question.versus}",) if question.what == "comparison" else ()
    empty = why_empty(answer, workspace=workspace, question=question)
    said = workspace.remarks.faults if question.what in REMARKED else ()
    notes = (*answer.notes, *against, *empty, *_unfollowed(question), *workspace.knowledge.faults, *said)
    by = question.by if "by" in OPTIONS.get(question.what, ()) else None
    named = {one.id: one.name for one in workspace.knowledge.stages if one.name is not None}
    base = in_zone(answer.base, workspace.zone)
    return replace(answer, where=question.where, by=by, base=base, notes=notes, stages=named)


def _unfollowed(question: Question) -> list[str]:
    """Says which options were given that mean nothing for this question."""
    plain = Question(question.what)
    followed = OPTIONS.get(question.what, ())
    odd = [name for name in GIVEN if getattr(question, name) != getattr(plain, name) and name not in followed]
    return [f"--{name} means nothing for {question.what} and was not followed" for name in odd]


def _require_field(workspace: Workspace, by: str | None) -> None:
    if by is None:
        return
    if by not in FIELDS and not by.startswith((CUSTOMER_PREFIX, PROPERTY_PREFIX)):
        raise UnknownNameError("field", by, known=FIELDS, where="--by")
    workspace.require_fields([by])
