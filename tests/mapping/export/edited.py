"""Maps that people wrote in: a found map with lanes, steps, curves and plans; a buying group without data."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from company import DEFAULT_STAGES, Company, around, sample_map
from sample import empty_page, page_of

from resa.model.resolvedmap import (
    Arrow,
    AssertedCard,
    BoundCell,
    Curve,
    CurvePoint,
    LaneRow,
    MapPage,
    PersonaMark,
    ResolvedMap,
    StepColumn,
)

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFklEQVR4nGOosN/CAAMMDAy1DsYQFgAclQLh"
    "jPh5tQAAAABJRU5ErkJggg=="
)
DUE = datetime(2027, 1, 15, tzinfo=UTC)
Cell = str | Mapping[str, object]

WRITTEN: tuple[tuple[str, Mapping[int, Cell | Sequence[Cell]]], ...] = (
    ("reach", {}),
    ("feeling", {}),
    (
        "customer_action",
        {
            0: "Looks at pictures",
            1: ({"text": "Measures the wall", "step": "step:1"}, {"text": "Sits in the sofa", "step": "step:2"}),
            2: "Pays",
            3: "Waits at home",
        },
    ),
    ("thought", {1: "Will it fit through the door?", 3: "Where is it?"}),
    ("quote", {3: {"text": "Jeg ventede fire dage på svar.", "language": "da", "channel": "chat"}}),
    ("findings", {}),
    ("pain", {1: "No sizes on the label", 3: {"text": "Nobody knows where the parcel is", "to_stage": "advocacy"}}),
    ("opportunity", {3: {"text": "One place that knows", "to_stage": "advocacy"}}),
    ("delight", {4: "A spare button"}),
    ("moment_of_truth", {3: "The first sitting at home"}),
    ("influence", {2: "The day before delivery"}),
    ("kpi", {}),
    ("line_of_interaction", {}),
    ("touchpoints", {}),
    ("csat_mean", {}),
    ("front_stage", {1: "Shop staff", 3: "Driver"}),
    (
        "message_plan",
        {
            0: (
                {"text": "", "channel": "sms", "message": "welcome_offer"},
                {"text": "", "channel": "whatsapp", "message": "news"},
            ),
            2: {"text": "", "channel": "sms", "message": "payment_reminder"},
            3: {"text": "", "channel": "email", "message": "satisfaction_survey"},
        },
    ),
    ("line_of_visibility", {}),
    ("people", {1: "Store staff", 3: "Customer care"}),
    ("system", {2: "Checkout, stock", 3: {"text": "Case system", "note": "not linked"}}),
    ("line_of_internal_interaction", {}),
    ("policy", {3: "Return within 60 days"}),
    (
        "action",
        {
            1: {
                "text": "Sizes on every label",
                "owner": "Liv Haugen",
                "until": DUE,
                "status": "doing",
                "kpi": "csat_mean",
            },
            3: {"text": "Answer within a day", "owner": "Signe Møller", "status": "planned", "about": "pain0"},
        },
    ),
    ("owner", {1: "Liv Haugen", 3: "Signe Møller"}),
    (
        "image",
        {
            3: {"text": "The label", "image": PIXEL},
            4: {"text": "From elsewhere", "image": "https://elsewhere.invalid/picture.png"},
        },
    ),
)
STEPS = tuple(
    StepColumn(f"step:{number}", stage, name, parent)
    for number, (stage, name, parent) in enumerate(
        (
            ("purchase", "Chooses how to pay", None),
            ("consideration", "Measures", None),
            ("consideration", "Tries", None),
            ("retention", "Waits", None),
            ("retention", "Opens", None),
            ("retention", "Builds", None),
            ("retention", "Throws away the box", None),
            ("retention", "Reads", "step:5"),
            ("retention", "Screws", "step:5"),
        )
    )
)


def _row(shows: str) -> str:
    return f"lane:{shows}"


def _cards(stages: Sequence[str]) -> tuple[AssertedCard, ...]:
    made: list[AssertedCard] = []
    for shows, cells in WRITTEN:
        for at, held in cells.items():
            for one in (held,) if isinstance(held, str | Mapping) else held:
                fields = {"text": one} if isinstance(one, str) else dict(one)
                made.append(AssertedCard(f"card:{len(made)}", _row(shows), stages[at], **fields))  # type: ignore[arg-type]  # written above
    return tuple(made)


def _curve(
    name: str, *, lane: str, levels: Sequence[float], persona: str | None = None, is_planned: bool = False
) -> Curve:
    points = tuple(
        CurvePoint(f"cell:{name}{n}", stage, 0.45, level, "No surprise" if n == 2 and is_planned else None)
        for n, (stage, level) in enumerate(zip(DEFAULT_STAGES, levels, strict=True))
    )
    return Curve(f"curve:{name}", lane, "arc" if name == "arc" else "feeling", persona, is_planned, points)


def _answers(cards: Sequence[AssertedCard]) -> list[Arrow]:
    """Return an arrow from every card to what it answers."""
    return [Arrow(f"answer:{card.id}", card.id, card.about, None, True) for card in cards if card.about is not None]


def edited_map() -> ResolvedMap:
    """Return the believable map as people went on with it."""
    found = sample_map(Company())
    csat = around(3.1, 0.2, 417, unit="score", variant="csat_mean")
    return replace(
        found,
        id="map:edited",
        form="future_state",
        is_planned=True,
        lanes=tuple(LaneRow(_row(shows), shows, None) for shows, _ in WRITTEN),
        steps=STEPS,
        cards=_cards(DEFAULT_STAGES),
        arrows=(*_answers(_cards(DEFAULT_STAGES)), Arrow("link:1", "step:1", "step:0", "with the measures", False)),
        cells=(
            BoundCell(
                "cell:bound",
                _row("kpi"),
                "retention",
                None,
                None,
                "Answers about returns",
                csat,
                (3.0, 3.2, 2.9, 3.1),
                (40, 50, 40, 60),
                4.0,
                csat.provenance,
            ),
        ),
        curves=(_curve("to_be", lane=_row("feeling"), levels=(0.6, 1.2, 0.9, 0.5, 1.6), is_planned=True),),
        personas=(PersonaMark("persona:maja", "Maja, 34", "first home", {"hair": "bob"}, "It must fit."),),
    )


def edited_page() -> MapPage:
    """Return the page of an edited map with data."""
    return page_of(edited_map())


def group_page() -> MapPage:
    """Return the page of a map without data about four people, one line each, the tension apart."""
    nothing = empty_page().views[0].map
    people = tuple(
        PersonaMark(f"persona:{name}", name.title(), role)
        for name, role in (("kari", "user"), ("mikkel", "approver"), ("anna", "buyer"), ("torvald", "decider"))
    )
    lanes = ("goal", "emotion", "arc", "customer_action", "need", "pain")
    rows = tuple(LaneRow(_row(shows), shows, None) for shows in lanes)
    levels = (
        (-1.4, 0.2, 1.5, -0.3, 1.4),
        (0.0, 0.4, -0.6, -1.0, 0.5),
        (0.1, 0.1, 0.2, -1.5, 0.2),
        (0.3, -0.4, 0.3, 0.6, -0.9),
    )
    curves = tuple(
        _curve(person.name, lane=_row("emotion"), levels=line, persona=person.id)
        for person, line in zip(people, levels, strict=True)
    )
    cards = (
        AssertedCard("card:1", _row("goal"), "awareness", "Close the month in three days"),
        AssertedCard("card:2", _row("pain"), "purchase", "Four weeks of legal questions", to_stage="advocacy"),
    )
    arc = _curve("arc", lane=_row("arc"), levels=(-1.6, -0.8, 0.9, 1.8, -0.4))
    return page_of(
        replace(
            nothing,
            id="map:group",
            title="A finance team chooses a tool",
            lanes=rows,
            personas=people,
            curves=(*curves, arc),
            cards=cards,
        )
    )


def hollow_page() -> MapPage:
    """Return the page of an edited map in which one stage was never counted and one lane never filled."""
    drawn = edited_map()
    nothing = replace(drawn.stages[2].reach, figure=None, n=0)
    stages = tuple(
        replace(stage, reach=nothing, share=replace(stage.share, figure=None, n=0), wait_to_next=None, tints={})
        if stage.id == "purchase"
        else stage
        for stage in drawn.stages
    )
    flows = tuple(flow for flow in drawn.flows if "purchase" not in (flow.from_stage, flow.to_stage))
    return page_of(replace(drawn, id="map:hollow", stages=stages, flows=flows))
