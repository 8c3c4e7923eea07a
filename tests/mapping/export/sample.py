"""Invented pages to draw: a Nordic home and garden retailer, and its awkward relatives.

`sample_page()` is believable; the keyword arguments bend it towards what breaks drawings: nothing at all,
three touchpoints, sixty, fifty stages, sixty-letter names, withheld cells, hostile text.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from company import CHANNELS, DEFAULT_STAGES, OWN_STAGES, TOUCHPOINTS, Company, counted, sample_map

from resa.model.measurement import Base, Measurement
from resa.model.period import Period
from resa.model.resolvedmap import Coverage, MapPage, MapView, ResolvedMap, StageColumn


def page_of(first: ResolvedMap, *others: MapView, language: str = "en") -> MapPage:
    """Return a page that opens on `first`."""
    views = (MapView("all", "all", None, None, first), *others)
    return MapPage(language, views, datetime(2026, 11, 1, 9, 0, tzinfo=UTC), has_quotes=True, has_evidence=True)


def sample_page(*, language: str = "en") -> MapPage:
    """Return the believable page, with a view of each kind."""
    whole = Company()
    others = (
        _other(whole, "channel", label="store", customers=3120, seed=4),
        _other(whole, "channel", label="web", customers=6200, seed=5),
        _other(whole, "period", label="2026-Q3", customers=2480, seed=6),
        _other(whole, "profile", label="member", customers=1904, seed=7),
    )
    return page_of(sample_map(whole), *others, language=language)


def _other(whole: Company, kind: str, *, label: str, customers: int, seed: int) -> MapView:
    drawn = sample_map(replace(whole, customers=customers, seed=seed))
    if kind == "period":
        quarter = Period(datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))
        drawn = replace(drawn, period=quarter)
    return MapView(f"{kind}:{label}", kind, label, "club" if kind == "profile" else None, drawn)


def empty_page() -> MapPage:
    """Return the page of a workspace in which nothing has been imported."""
    nothing = Measurement(None, "share", "share", 0)
    stages = tuple(StageColumn(name, None, counted(0), nothing, None, {}) for name in DEFAULT_STAGES)
    return page_of(
        ResolvedMap(
            id="map", title=None, company=None, where=None, goal=None, base=Base(0, 0), period=None, fresh_at=None,
            revision=0, stages=stages, channel_groups=(), flows=(), touchpoints=(), links=(), feelings=(), pains=(),
            figures=(), messages=(), cards=(), coverage=Coverage(0, nothing, nothing, None, 0), sources=(),
            trend_months=(),
        )
    )  # fmt: skip


def small_page() -> MapPage:
    """Return a page with three touchpoints."""
    wanted = (("Front page", "web", 0, 80), ("Checkout", "web", 2, 70), ("Delivery", "parcel", 3, 60))
    company = Company(customers=64, touchpoints=wanted, has_feelings=False, has_cards=False, title=None)
    return page_of(replace(sample_map(company), pains=(), messages=(), figures=()))


def crowded_page() -> MapPage:
    """Return a page with sixty touchpoints in twelve channels."""
    rng = random.Random(3)
    words = ("Guide", "Page", "Letter", "Call", "Offer", "Help", "Visit", "Notice", "Review", "List")
    wanted = tuple(
        (f"{words[(row * 5 + stage) % 10]} {channel}", channel, stage, rng.choice((4, 7, 12, 21, 33, 48)))
        for row, channel in enumerate(CHANNELS)
        for stage in range(5)
    )
    return page_of(sample_map(Company(touchpoints=wanted)))


def long_journey_page() -> MapPage:
    """Return a page whose stages are a journey of many returns: a thousand steps folded into eight stages."""
    folded = sample_map(
        Company(
            customers=1000, stage_ids=tuple(f"s{n}" for n in range(8)), stage_names=OWN_STAGES, scale=1.3, seed=8,
            touchpoints=tuple(
                (f"Step {n}", CHANNELS[n % 12], n * 8 // 1000, 1 + n * 7 % 23) for n in range(0, 1000, 5)
            ),
        )
    )  # fmt: skip
    return page_of(folded)


def own_stages_page(*, count: int = 8) -> MapPage:
    """Return a page with its own stage names, Nordic letters included."""
    names = tuple(OWN_STAGES[n % 8] + (f" {n // 8 + 1}" if n >= 8 else "") for n in range(count))
    wanted = tuple((name, channel, stage * count // 5, percent) for name, channel, stage, percent in TOUCHPOINTS)
    ids = tuple(f"s{n}" for n in range(count))
    return page_of(sample_map(Company(stage_ids=ids, stage_names=names, touchpoints=wanted, scale=1.06)), language="sv")


def renamed(page: MapPage, rename: Callable[[str], str]) -> MapPage:
    """Return the page with every text that came from data or people passed through `rename`."""
    return replace(page, views=tuple(replace(view, map=_renamed_map(view.map, rename)) for view in page.views))


def _renamed_map(drawn: ResolvedMap, rename: Callable[[str], str]) -> ResolvedMap:
    def params(given: Mapping[str, str | int | float]) -> dict[str, str | int | float]:
        return {key: rename(word) if key in ("touchpoint", "from", "to") else word for key, word in given.items()}  # type: ignore[arg-type]  # these three hold names

    return replace(
        drawn,
        title=rename(drawn.title or "Journey"),
        stages=tuple(replace(stage, name=rename(stage.name or stage.id)) for stage in drawn.stages),
        touchpoints=tuple(replace(mark, name=rename(mark.name)) for mark in drawn.touchpoints),
        feelings=tuple(
            replace(point, quote=replace(point.quote, text=rename(point.quote.text))) if point.quote else point
            for point in drawn.feelings
        ),
        pains=tuple(replace(pain, params=params(pain.params)) for pain in drawn.pains),
        messages=tuple(replace(message, name=rename(message.name)) for message in drawn.messages),
        cards=tuple(replace(card, text=rename(card.text)) for card in drawn.cards),
    )


def long_names_page() -> MapPage:
    """Return a page in which every name has sixty letters."""
    tail = " och det som hör därtill, på nätet, i butiken eller per post"
    return renamed(sample_page(), lambda name: (name + tail)[:60])


def withheld_page() -> MapPage:
    """Return a page whose small cells are withheld, as on a shared map."""
    page = sample_page()
    drawn = page.views[0].map

    def hidden(measured: Measurement) -> Measurement:
        return replace(measured, figure=None, interval=None, n=0, is_withheld=True)

    figures = tuple(
        replace(row, cells=tuple(replace(cell, measurement=hidden(cell.measurement)) for cell in row.cells[:2]))
        for row in drawn.figures
    )
    feelings = tuple(replace(point, feeling=hidden(point.feeling)) for point in drawn.feelings[:4]) + drawn.feelings[4:]
    marks = tuple(replace(mark, reach=hidden(mark.reach), quality=hidden(mark.reach)) for mark in drawn.touchpoints)
    return page_of(replace(drawn, figures=figures, feelings=feelings, touchpoints=marks))
