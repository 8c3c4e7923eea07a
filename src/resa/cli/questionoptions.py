"""The options of `resa show`, by what they are about."""

from dataclasses import dataclass
from pathlib import Path

from cyclopts import Group, Parameter

from resa.model.errors import UsageError

_COUNTED, _WALKED, _HELD, _CREDITED, _WRITTEN = map(
    Group.create_ordered, ("How it is counted", "Funnels and flows", "Held against", "Credit", "As a file")
)


@Parameter(name="*", group=_COUNTED)
@dataclass(frozen=True, slots=True)
class Counting:
    """How figures are counted.

    Attributes:
        per: Count per customer, journey or session.
        by: Split by a field, for example channel, profile.country or property.product; of a comparison: stage,
            touchpoint, transition, goal or figure; of clicks: area or element.
        goal: The goal of conversions, without it all of them; of pains, drivers and opportunities the one that counts.
        kind: Of findings only these: pain, delight or moment_of_truth.
        bucket: The calendar step of retention: month.
        page: The page whose clicks are asked for; without it, the pages that have any. Of checks: a page as a browser
            saves it, an .html file; may be given several times, beside those in the workspace's folder pages.
    """

    per: str = "customer"
    by: str | None = None
    goal: str | None = None
    kind: str | None = None
    bucket: str = "month"
    page: list[str] | None = None


@Parameter(name="*", group=_WALKED)
@dataclass(frozen=True, slots=True)
class Walking:
    """Which way customers go: the steps of a funnel, and where a flow begins.

    Attributes:
        steps: The touchpoints of a funnel, separated by commas.
        order: How funnel steps must follow: ordered, strict or any.
        within: The longest time a funnel may take, or how long before a goal a touch is credited: 30min, 12h or 7d.
        at: The touchpoint that a flow starts or ends with, or that is looked around; or the persona to see in full.
        side: Follow a flow after that touchpoint, or look what came before it.
        visit: Which visit to that touchpoint counts: first or last.
        depth: How many steps of a flow are followed.
        most: How many touchpoints of each step of a flow are named; the others are one.
    """

    steps: str | None = None
    order: str = "ordered"
    within: str | None = None
    at: str | None = None
    side: str = "after"
    visit: str = "first"
    depth: int = 5
    most: int = 6


@Parameter(name="*", group=_HELD)
@dataclass(frozen=True, slots=True)
class Beside:
    """What the journeys are held against.

    Attributes:
        versus: The filter of the group that a comparison holds the group of --where against.
        map: The map that journeys are held against: one of the app's, by its id or title, or a file.
    """

    versus: str | None = None
    map: str | None = None


@Parameter(name="*", group=_CREDITED)
@dataclass(frozen=True, slots=True)
class Crediting:
    """What a goal is credited to.

    Attributes:
        model: How a goal is credited: first, last, linear, position, decay, markov (markov2 to markov4 remember more
            touches) or shapley; without it, all but the longer memories.
        touches: A filter of what may be credited at all, for example "channel in (ads, email)".
        accounts: Customers of whom this profile field says the same count as one, for example profile.company.
    """

    model: str | None = None
    touches: str | None = None
    accounts: str | None = None


@Parameter(name="*", group=_WRITTEN)
@dataclass(frozen=True, slots=True)
class InFile:
    """The answer as a file.

    Attributes:
        out: Write the answer to a file instead: .csv, .xlsx, .parquet or .json, and where it has a picture .svg, .png,
            .pdf or .pptx.
        lang: The language of that file: en, sv, da or nb; without it English, and CSV keeps the keys of the JSON.
        theme: Of pictures and slides: light, dark or print.
        screenshot: A PNG picture of the page, drawn under the clicks in a file of --out.
    """

    out: Path | None = None
    lang: str | None = None
    theme: str = "light"
    screenshot: Path | None = None


COUNTING, WALKING, BESIDE, CREDITING, PRINTED = Counting(), Walking(), Beside(), Crediting(), InFile()
"""What goes without saying."""


def listed(steps: str | None) -> tuple[str, ...]:
    """Returns what stands between commas.

    >>> listed("web: basket, web: order")
    ('web: basket', 'web: order')
    """
    return tuple(step.strip() for step in steps.split(",")) if steps else ()


def pages_asked(what: str, pages: list[str] | None) -> dict[str, str | tuple[str, ...] | None]:
    """Returns the pages of a question as its fields: checks look at several saved ones, clicks are of one."""
    if what == "checks":
        return {"page": None, "pages": tuple(pages or ())}
    if pages and len(pages) > 1:
        raise UsageError(f"expected one --page, got {len(pages)}: {', '.join(map(repr, pages))}")
    return {"page": pages[0] if pages else None}
