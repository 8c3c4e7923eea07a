"""Why an answer is empty: said in a sentence where the answer itself leaves it open."""

from collections.abc import Iterator, Mapping

from resa.app.asking import Question
from resa.app.workspace import Workspace
from resa.model.table import Table

_NO_SECOND_STEP = "nobody here took two steps after each other, so nothing follows anything"

NOTHING: Mapping[str, str] = {
    "transitions": _NO_SECOND_STEP,
    "waits": _NO_SECOND_STEP,
    "companies": "no other company is known: import reviews of one, and say in their spec whose they are",
}
"""What a question without rows says where people are in scope."""


def why_empty(answer: Table, *, workspace: Workspace, question: Question) -> Iterator[str]:
    """Yields why nothing is counted: nobody fits, nobody is known, or nothing of the kind happened.

    Says nothing of an answer that counts somebody and has rows or notes of its own, nor of a workspace into which
    nothing was imported.
    """
    if not workspace.engine.revision:
        return
    if answer.base.interactions:
        if not answer.rows and not answer.notes and question.what in NOTHING:
            yield NOTHING[question.what]
        return
    known = workspace.base
    if not known.interactions:
        yield "nothing that was imported tells of an interaction; `resa sources` says what became of the records"
    elif not known.customers or known.period is None:
        yield "no interaction says who the customer is, so there are no journeys; name the column in the spec"
    elif question.where or question.start or question.end:
        period = f"{known.period.start:%Y-%m-%d} to {known.period.end:%Y-%m-%d}"
        yield f"nobody fits this filter and this time; there are interactions from {period}"
