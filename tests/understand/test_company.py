"""We and others are held against each other on the same scale, in the days of both, all companies together."""

from typing import Any

import pytest

from resa.understand.company import companies

STARS = {"metric": "stars", "score_low": 1, "score_high": 5}
NPS = {"metric": "nps", "score_low": 0, "score_high": 10}


def said(scores: list[int], *, since: int = 0, **more: Any) -> list[dict[str, Any]]:
    """An answer a day from `since` on."""
    return [{"who": -1, "at": since + n, "score": score, **more} for n, score in enumerate(scores)]


def compared(town: Any, ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> dict[str | None, Any]:
    rows = [{"who": 1, "at": 0, "name": "home page"}]
    small = town(rows, answers=ours, competitors=theirs)
    table = companies(small.engine, **small.asked(), source=small.source, catalogue=small.catalogue)
    return {row["company"]: row for row in table.rows}


def test_only_the_days_of_both_are_compared(town: Any) -> None:
    """Ours were low at first, before anybody asked about Granne; since then both are alike."""
    ours = said([1] * 30 + [4, 5] * 10, **STARS)
    found = compared(town, ours, said([4, 5] * 10, since=30, company="Granne", **STARS))
    granne = found["Granne"]
    assert found[None]["mean"] == pytest.approx((30 + 90) / 50)
    assert (granne["difference"], granne["our_n"], granne["their_n"]) == (0.0, 20, 20)
    assert (granne["since"], granne["until"], granne["differs"]) == ("2026-02-04", "2026-02-23", False)
    low, high = granne["difference_interval"]
    assert low == pytest.approx(-high)


def test_loyalty_is_compared_in_points(town: Any) -> None:
    """30 promoters of 40 less 10 detractors are 50 points; the other way round -50."""
    found = compared(town, said([10] * 30 + [3] * 10, **NPS), said([9] * 10 + [0] * 30, company="Granne", **NPS))
    assert (found[None]["nps"], found["Granne"]["nps"]) == (50.0, -50.0)
    assert found["Granne"]["nps_interval"][0] < -50 < found["Granne"]["nps_interval"][1]
    assert (found["Granne"]["difference"], found["Granne"]["unit"], found["Granne"]["differs"]) == (
        100.0,
        "points",
        True,
    )


def test_what_holds_alone_need_not_hold_among_many(town: Any) -> None:
    """One company differs by chance of one in forty; looked at with nineteen that don't, it says nothing."""
    scores = [3, 4, 5] * 20
    near = [{**one, "company": f"near {n}"} for n in range(19) for one in said(scores, **STARS)]
    odd = said([3] * 12 + [4] * 18 + [5] * 30, company="odd", **STARS)
    alone = compared(town, said(scores, **STARS), odd)["odd"]
    assert alone["p"] < 0.05
    assert alone["differs"]
    assert not compared(town, said(scores, **STARS), [*near, *odd])["odd"]["differs"]


def test_too_few_other_scales_and_answers_without_a_time_are_not_compared(town: Any) -> None:
    untimed = [{**one, "at": None} for one in said([1] * 40, company="untimed", **STARS)]
    other = said([9] * 40, company="other scale", metric="stars", score_low=1, score_high=10)
    found = compared(town, said([5] * 40, **STARS), [*said([1] * 9, company="few", **STARS), *untimed, *other])
    assert all("difference" not in found[name] for name in ("few", "untimed", "other scale"))
    assert found["few"]["mean"] == 1.0
