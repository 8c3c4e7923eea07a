"""Interests out of a column of lists, and what a persona's people do for a living."""

import numpy as np

from resa.understand.history import Texts
from resa.understand.persona.feature import Known, Trait
from resa.understand.persona.habit import occupied
from resa.understand.persona.profile import _interests


def test_each_interest_that_is_named_often_is_a_trait_of_its_own() -> None:
    texts = Texts(("Vandring; Musik", "vandring", "Schack"), np.array([0] * 30 + [1] * 10 + [2] * 5 + [-1] * 5))
    found = {trait.id: trait for trait in _interests(texts)}
    assert set(found) == {"interest:Vandring", "interest:Musik"}  # five who play chess are too few
    figures = found["interest:Vandring"].figures
    assert figures is not None
    assert np.nansum(figures) == 40
    assert np.isnan(figures[-5:]).all()


def test_occupations_are_told_with_their_share_and_interests_where_they_are_commoner() -> None:
    members = np.arange(200) < 100
    work = Trait(
        "profile:Yrke", "demographics", words=Texts(("Lärare", "Snickare"), np.where(np.arange(200) < 80, 0, 1))
    )
    likes = Trait("interest:Musik", "interests", "", (np.arange(200) % 100 < np.where(members, 60, 10)).astype(float))
    rows = occupied(Known(np.arange(200), (work, likes)), members, among=np.ones(200, np.bool_))
    assert [(row["aspect"], row["level"], row["share"]) for row in rows[:2]] == [
        ("occupation", "Lärare", 0.8),
        ("occupation", "Snickare", 0.2),
    ]
    assert [(row["aspect"], row["trait"], row["share"], row["versus_share"]) for row in rows[2:]] == [
        ("interests", "interest:Musik", 0.6, 0.1)
    ]
    assert {row["provenance"] for row in rows} == {"measured"}
