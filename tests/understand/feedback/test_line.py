"""The feeling line where nobody gave a score."""

import pytest
from tests.understand.conftest import Build, Town
from tests.understand.feedback.conftest import Hear

from resa.model.measurement import Provenance
from resa.understand.feedback.line import line_with_words
from resa.understand.feeling import feeling_points
from resa.understand.figure import NOWHERE
from resa.understand.told import answers

BUY = {"channel": "web", "name": "order", "kind": "order"}
CHAT = {"channel": "chat", "name": "chat", "kind": "chat", "direction": "in"}
SCORE = {"touchpoint": "order", "metric": "csat", "score": 5.0, "score_low": 1.0, "score_high": 5.0, "text": "Bad"}


def line(place: Town, hear: Hear):
    points = feeling_points(
        answers(place.source, catalogue=place.catalogue), catalogue=place.catalogue, grounds=NOWHERE, positions={}
    )
    kept = hear(place, sounds={"Bad": "negative", "Good": "positive"})
    return {one.touchpoint: one for one in line_with_words(points, kept=kept, catalogue=place.catalogue, positions={})}


def test_words_make_a_point_where_scores_make_none_and_never_where_they_do(town: Build, hear: Hear) -> None:
    place = town(
        [{"who": n, "at": 0, **BUY} for n in range(6)] + [{"who": n, "at": 1, "text": "Bad", **CHAT} for n in range(6)],
        answers=[{"who": n, "at": 2, **SCORE} for n in range(6)],
    )
    found = line(place, hear)
    assert found["order"].feeling.provenance is Provenance.MEASURED
    assert found["order"].feeling.figure == 2.0  # the score, whatever the words beside it
    assert found["chat"].feeling.provenance is Provenance.INFERRED
    assert (found["chat"].feeling.figure, found["chat"].feeling.n) == (-2.0, 6)
    assert found["chat"].quote is not None
    assert found["chat"].quote.text == "Bad"


@pytest.mark.parametrize(("decided", "open_"), [(4, 0), (6, 13)])
def test_few_or_mostly_undecided_words_make_no_point(town: Build, hear: Hear, decided: int, open_: int) -> None:
    texts = ["Good"] * decided + ["Where?"] * open_
    place = town([{"who": n, "at": 1, "text": text, **CHAT} for n, text in enumerate(texts)])
    assert line(place, hear) == {}
