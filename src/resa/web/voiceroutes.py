"""What customers said in words: the texts themselves, what was read in them, and how far the reading is."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from resa.app import feedbackvoices
from resa.app.feedbackbehind import ReadingTold
from resa.app.feedbackvoices import Corrected, VoicesAsked
from resa.app.permission import Act, require
from resa.web.answers import TextExplained, VoicesFound, answers
from resa.web.form import Form, Line
from resa.web.session import Asking
from resa.web.tableanswer import envelope, json_answer
from resa.web.workspacecontext import Context

router = APIRouter(tags=["figures"])

Text = Annotated[str, Query(max_length=4_000)]


class VoicesWanted(Form):
    """The words of `resa feedback texts`."""

    where: Text | None = None
    start: Annotated[Line | None, Query(alias="from")] = None
    end: Annotated[Line | None, Query(alias="to")] = None
    feeling: Line | None = None
    emotion: Line | None = None
    reason: Line | None = None
    theme: Line | None = None
    language: Line | None = None
    touchpoint: Line | None = None
    channel: Line | None = None
    source: Line | None = None
    by: Line | None = None
    find: Line | None = None
    order: Line = "newest"
    skip: Annotated[int, Query(ge=0)] = 0
    most: Annotated[int, Query(ge=1, le=feedbackvoices.MOST_AT_ONCE)] = 50

    def asked(self) -> VoicesAsked:
        """Returns the wish as the app knows it."""
        return VoicesAsked(**{name: getattr(self, name) for name in VoicesWanted.model_fields})


class Correction(Form):
    """What a person says of a text instead of what was read; nothing at all takes an earlier correction back."""

    feeling: Line | None = None
    emotion: Line | None = None
    reasons: tuple[Line, ...] | None = None


class ReadingWish(Form):
    """Whether texts shall be read."""

    wish: Literal["stop", "go_on"]


@router.get("/api/voices", response_model=None, responses=answers(VoicesFound))
def voices(wanted: Annotated[VoicesWanted, Query()], person: Asking, context: Context) -> Response:
    """Lists texts, each once, with what was read in it; `facets` count what each choice would leave.

    To who may not see single customers: texts of five customers and more, of nobody.
    """
    found = feedbackvoices.read_voices(person, context.served, wanted.asked())
    return envelope(found.table, more={"total": found.total, "customers": found.customers, "facets": found.facets})


@router.get("/api/voices/{id}", response_model=None, responses=answers(TextExplained))
def explained(id: str, person: Asking, context: Context) -> Response:  # noqa: A002 - the route's word
    """Tells what the best reader here reads in a text, and the words behind it, the strongest first."""
    return json_answer(feedbackvoices.explained(person, context.served, id))


@router.put("/api/voices/{id}")
def correct(id: str, form: Correction, person: Asking, context: Context) -> Corrected:  # noqa: A002 - the route's word
    """Lets a text count as a person says from now on; the reader learns from it the next time it learns."""
    said: dict[str, Any] = {"feeling": form.feeling, "emotion": form.emotion, "reasons": form.reasons}
    return feedbackvoices.correct(person, context.served, id, **said)


@router.get("/api/reading")
def reading(person: Asking, context: Context) -> ReadingTold:
    """Tells how far the reading of texts is, and who reads."""
    require(person, Act.SEE_MAPS)
    return context.served.reading.told()


@router.post("/api/reading")
def wish_reading(form: ReadingWish, person: Asking, context: Context) -> ReadingTold:
    """Stops the reading of texts, or lets it go on; what was read is kept either way."""
    require(person, Act.CHANGE_DATA)
    (context.served.reading.stop if form.wish == "stop" else context.served.reading.go_on)()
    return context.served.reading.told()
