"""Any question about the journeys: what can be asked, the answer, and the answer as a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from resa.app import answering
from resa.app.answering import Answerable, AnswerWish
from resa.app.asking import Question
from resa.web.answers import AnswerTold, answers
from resa.web.form import Form, Line
from resa.web.session import Asking
from resa.web.tableanswer import envelope, file_answer
from resa.web.workspacecontext import Context

router = APIRouter(tags=["figures"])

Text = Annotated[str, Field(max_length=4_000)]


class Asked(Form):
    """The words of `resa show`; `map` is one of the app's, by its id."""

    where: Text | None = None
    per: Line = "customer"
    by: Line | None = None
    start: Annotated[Line | None, Field(alias="from")] = None
    end: Annotated[Line | None, Field(alias="to")] = None
    goal: Line | None = None
    steps: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    order: Line = "ordered"
    within: Line | None = None
    at: Text | None = None
    side: Line = "after"
    visit: Line = "first"
    depth: Annotated[int, Field(ge=1, le=50)] = 5
    most: Annotated[int, Field(ge=1, le=100)] = 6
    map: Line | None = None
    versus: Text | None = None
    page: Text | None = None
    model: Line | None = None
    touches: Text | None = None
    accounts: Line | None = None
    kind: Line | None = None

    def question(self, what: str) -> Question:
        """Returns the question as the app knows it."""
        return Question(what, **{name: getattr(self, name) for name in Asked.model_fields})


class AskedFile(Asked):
    """The same, and what the file shall be: svg, png, pdf, pptx, csv, xlsx, parquet or json.

    `evidence` keeps rows under five, for those who may see customers.
    """

    form: Line
    language: Line | None = None
    theme: Line = "light"
    evidence: bool = False

    def wish(self) -> AnswerWish:
        """Returns what is wanted in the file."""
        return AnswerWish(f".{self.form}", self.language, self.theme, self.evidence)


@router.get("/api/answers")
def answerable(person: Asking, context: Context) -> Answerable:
    """Tells what can be asked: every question with its options, and what these can name."""
    return answering.answerable(person, context.served)


@router.get("/api/answers/{what}", response_model=None, responses=answers(AnswerTold))
def answer(what: str, asked: Annotated[Asked, Query()], person: Asking, context: Context) -> Response:
    """Answers any question of `resa show`, in the same envelope."""
    return envelope(answering.answer(person, context.served, asked.question(what)))


@router.get("/api/answers/{what}/file", response_model=None)
def answer_file(
    what: str,
    asked: Annotated[AskedFile, Query()],
    person: Asking,
    context: Context,
) -> Response:
    """Gives the answer as a file, without rows that rest on fewer than five people."""
    found = answering.answer_to_take(person, context.served, asked.question(what), wish=asked.wish())
    return file_answer(found.content, name=found.name, kind=found.kind)
