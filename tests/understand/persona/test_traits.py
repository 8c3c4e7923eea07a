"""Traits in levels, what sets groups apart, what is kept, what a workshop claims: on tables that fit in the head."""

import numpy as np
import pytest

from resa.mapping.settings import SettingsError
from resa.understand.history import Texts
from resa.understand.matching import overlap
from resa.understand.persona.claim import claiming
from resa.understand.persona.described import Described, read_personas, write_personas
from resa.understand.persona.encoding import smoothing, steps_of
from resa.understand.persona.feature import Known, Trait, columns_of, encodings, level_codes
from resa.understand.persona.grouping import grouped
from resa.understand.persona.kept import KeptGroup, kept, kept_from
from resa.understand.persona.living import fresh, living
from resa.understand.persona.naming import names_of
from resa.understand.persona.trait import differences


def shop() -> Known:
    """Eighty who use the app and buy four times, 120 who do not and buy nothing; the age of five is unknown."""
    is_app = np.arange(200) < 80
    ages = np.where(is_app, 30.0, 50.0) + np.arange(200) % 7
    ages[195:] = np.nan
    return Known(
        np.arange(1000, 1200),
        (
            Trait("profile:age", "demographics", "years", ages),
            Trait("profile:town", "demographics", words=Texts(("Oslo", "Lund"), (np.arange(200) % 2).astype(np.int64))),
            Trait("orders", "behaviour", "count", np.where(is_app, 4.0, 0.0)),
            Trait("channel:app", "channel", "share", np.where(is_app, 0.9, 0.0)),
            Trait("score", "feedback", "score", np.where(is_app, 2.0, -1.0) - np.arange(200) % 3),
        ),
    )


def test_many_without_any_make_a_level_of_their_own() -> None:
    assert steps_of(np.array([0.0, 0.0, 0.0, 1.0, 2.0, 9.0])).codes(np.array([0.0, 1.0, 2.0, np.nan])).tolist() == [
        0,
        1,
        2,
        -1,
    ]
    assert steps_of(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])).ids == ("low", "middle", "high")
    assert steps_of(np.array([7.0, 7.0])).ids == ("middle",)


def test_money_is_read_by_its_logarithm() -> None:
    figures = np.array([1.0, 1.0, 2.0, 2.0, 4.0, 4.0, 8.0, 1000.0])
    even = smoothing(figures).of(figures)
    assert smoothing(figures).added == 0.0
    assert even[4] - even[2] == pytest.approx(even[2] - even[0])
    assert even[-1] == 4.0


def test_what_sets_a_group_apart_is_told_against_everybody_else() -> None:
    known = shop()
    group = (np.arange(200) >= 80).astype(np.int64)
    app, rest = differences(known, encodings(known, without=["score"]), group=group)
    by = {(one.trait, one.level): one for one in app}
    assert (by["orders", "some"].share, by["orders", "some"].elsewhere_share) == (1.0, 0.0)
    assert by["orders", "some"].typical == (4.0, 0.0)
    assert by["orders", "some"].differs
    assert by["profile:town", "Oslo"].share == 0.5
    assert not by["profile:town", "Oslo"].differs
    assert {one.trait for one in rest} == {"profile:age", "profile:town", "orders", "channel:app"}
    assert names_of(app)["sv"] in ("Appen först, handlar ibland", "Appen först")
    assert "profile" not in names_of(rest)["en"]


def test_the_same_people_stay_the_same_personas_after_a_new_fit() -> None:
    known = shop()
    first = fresh(known, made="2026-01-01")
    assert sorted(one.customers for one in first.groups) == [80, 120]
    told = kept_from(first.to_json())
    before = living(known, fit=told, described=(), made="2026-02-01")
    fewer = known.taken(np.arange(3, 200))
    again = fresh(fewer, made="2026-03-01", before=before)
    assert {one.id for one in again.groups} == {one.id for one in first.groups}
    sizes = {one.id: one.customers for one in first.groups}
    assert {one.id: one.customers for one in again.groups} == {
        name: size if size == 120 else 77 for name, size in sizes.items()
    }


def test_a_persona_is_a_segment_by_its_id_and_its_names() -> None:
    known = shop()
    fit = fresh(known, made="2026-01-01")
    (app,) = [one.id for one in fit.groups if one.customers == 80]
    alive = living(known, fit=fit, described=(Described(app, name="Maja"),), made="2026-01-01")
    assert alive.segments["Maja"] == alive.segments[app] == frozenset(range(1000, 1080))


def test_what_was_kept_reads_back_the_same() -> None:
    known = shop()
    how = encodings(known)
    columns = columns_of(known, how)
    fit = kept(grouped(columns), made="x", how=how, without=(), groups=(KeptGroup("a", {"en": "A"}, 40),))
    back = kept_from(fit.to_json())
    assert back.encodings == fit.encodings
    assert fit.mixture is not None
    assert back.mixture is not None
    assert np.allclose(back.mixture.belonging(columns), fit.mixture.belonging(columns), atol=1e-3)


def test_claims_hold_contradict_or_cannot_be_told() -> None:
    known = shop()
    how = encodings(known)
    claims = {"channel:app": "mainly", "orders": "none", "profile:age": "20-40", "profile:shoes": "44", "orders_": "x"}
    found = {one.trait: one.verdict for one in claiming(known, how, claims).claims}
    assert found["profile:shoes"] == found["orders_"] == "untold"
    good = claiming(known, how, {"channel:app": "mainly", "profile:age": "20-40"})
    assert np.flatnonzero(good.members).tolist() == list(range(80))
    assert [one.verdict for one in good.claims] == ["holds", "holds"]
    bad = claiming(known, how, {"orders": "none", "profile:age": "20-40"})
    assert {one.trait: one.verdict for one in bad.claims} == {"orders": "contradicts", "profile:age": "contradicts"}
    assert np.flatnonzero(bad.members).tolist() == [195, 196, 197, 198, 199]  # their age says nothing against it


def test_levels_of_words_that_are_new_are_gaps_or_something_else() -> None:
    (how,) = (one for one in encodings(shop()) if one.trait == "profile:town")
    later = Trait("profile:town", "demographics", words=Texts(("Bergen", "Oslo"), np.array([0, 1, -1])))
    assert level_codes(later, how).tolist() == [-1, how.levels.index("Oslo"), -1]


def test_overlap_by_hand() -> None:
    """Group 0 has rows 0 and 1; of the other grouping's group 1, rows 1 and 2: one in both, three in either."""
    assert overlap(np.array([0, 0, 1]), np.array([0, 1, 1]))[0, 1] == pytest.approx(1 / 3)


def test_what_people_say_is_read_and_written_the_same() -> None:
    told = (Described("maja", name="Maja", goals=("warm feet",), claims={"orders": "high"}),)
    assert read_personas(write_personas(told)) == told
    with pytest.raises(SettingsError) as caught:
        read_personas("maja: {shoe: 44, goals: {a: b}}\nlisa: hello")
    assert len(caught.value.faults) == 3
