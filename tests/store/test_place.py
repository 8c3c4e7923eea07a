import numpy as np
import pyarrow as pa
import pytest

from resa.kernels.partition import Place
from resa.model.condition import Comparison
from resa.model.errors import UnknownNameError
from resa.store import place as place_module
from resa.store.place import FURTHER, PLACE_COLUMNS, PlaceNumbers, dictionary_of
from resa.store.placefield import satisfying_places

PLACES = [
    Place("crm", "web", "home", "view", "", "in"),
    Place("crm", "store", "receipt", "order", "", "in"),
    Place("app", "web", "home", device="phone"),
]


def rows(*told):
    columns = zip(*told, strict=True)
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(PLACE_COLUMNS, columns, strict=True)})


def test_places_are_numbered_in_the_order_in_which_they_come():
    numbers = PlaceNumbers()
    table = rows(("web", "b", "", None, ""), ("web", "a", "", "", None), ("web", "b", "", "", None))
    assert numbers.codes(table, source="crm").tolist() == [0, 1, 0]
    assert numbers.places[0] == ("crm", "web", "b", "", "", "")
    assert numbers.codes(table, source="till").tolist() == [2, 3, 2]


def test_places_beyond_the_most_run_together_by_channel(monkeypatch):
    monkeypatch.setattr(place_module, "MOST_PLACES", 3)
    numbers = PlaceNumbers()
    table = rows(*(("web", f"page {at}", "", "", "") for at in range(6)), ("store", "till", "", "", ""))
    assert numbers.codes(table, source="crm").tolist() == [0, 1, 2, 3, 3, 3, 4]
    assert [one.name for one in numbers.places[3:]] == [FURTHER, FURTHER]


def test_places_of_one_channel_and_name_are_one_touchpoint_whatever_their_source():
    dictionary = dictionary_of(PLACES, catalogue={("store", "receipt"): "till"})
    assert dictionary.touchpoints == ("web: home", "till")
    assert dictionary.touchpoint_of_place.tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (Comparison("channel", "=", ("web",)), [True, False, True]),
        (Comparison("kind", "!=", ("order",)), [True, False, True]),
        (Comparison("device", "=", ("",)), [True, True, False]),
        (Comparison("name", "contains", ("REC",)), [False, True, False]),
        (Comparison("touchpoint", "in", ("home", "store: receipt")), [True, True, True]),
        (Comparison("stage", "=", ("unplaced",)), [True, False, True]),
        (Comparison("physical", "=", ("no",)), [True, False, True]),
        (Comparison("channel", "=", ("sms",)), [False, False, False]),
    ],
)
def test_each_field_of_a_place(comparison, expected):
    dictionary = dictionary_of(PLACES, catalogue={})
    found = satisfying_places(comparison, dictionary=dictionary, stages={"store: receipt": "purchase"})
    assert np.array_equal(found, expected)


def test_a_kind_that_never_occurs_lists_the_nearest():
    dictionary = dictionary_of(PLACES, catalogue={})
    with pytest.raises(UnknownNameError, match="unknown kind 'ordr'; nearest: order"):
        satisfying_places(Comparison("kind", "=", ("ordr",)), dictionary=dictionary, stages={})
