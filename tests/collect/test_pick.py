"""Entries of lists of pairs become columns, from JSON text and from Arrow lists alike."""

import pyarrow as pa
import pytest

from resa.collect.pick import pick
from resa.collect.trimmed import Trimmed

LISTS = [
    [{"key": "page", "value": {"string_value": "Home", "int_value": None}}],
    [
        {"key": "id", "value": {"string_value": None, "int_value": 7}},
        {"key": "page", "value": {"string_value": "Cart"}},
    ],
    [],
    None,
]
KIND = pa.list_(
    pa.struct({"key": pa.string(), "value": pa.struct({"string_value": pa.string(), "int_value": pa.int64()})})
)


def _json(lists):
    import json

    return pa.array([None if one is None else json.dumps(one) for one in lists])


@pytest.mark.parametrize("column", [_json(LISTS), pa.array(LISTS, KIND), _json(LISTS).dictionary_encode()])
def test_both_forms_give_the_same(column) -> None:
    assert pick(column, "page").to_pylist() == ["Home", "Cart", None, None]
    assert pick(column, "id").to_pylist() == [None, "7", None, None]
    assert pick(column, "absent").to_pylist() == [None] * 4


def test_pairs_may_say_name_and_hold_plain_values() -> None:
    texts = [
        '[{"name":"gift","value":true},{"name":"size","value":42.50}]',
        '[{"name":"size","value":null}]',
        "[1]",
        "{",
    ]
    assert pick(pa.array(texts), "size").to_pylist() == ["42.50", None, None, None]
    assert pick(pa.array(texts), "gift").to_pylist() == ["true", None, None, None]


def test_a_slice_of_lists_is_read_from_its_own_place() -> None:
    assert pick(pa.array(LISTS, KIND).slice(1, 2), "page").to_pylist() == ["Cart", None]


def test_other_columns_hold_no_entries() -> None:
    assert pick(pa.array([1, 2]), "page").to_pylist() == [None, None]


def test_a_column_of_that_very_name_goes_first() -> None:
    rows = Trimmed(pa.table({"q": ['[{"key":"1","value":"entry"}]'], "q[1]": ["answer"]}))
    assert rows.text("q[1]").to_pylist() == ["answer"]
    assert rows.text("q[2]").to_pylist() == [None]
    assert rows.text("nothing[2]").to_pylist() == [None]
