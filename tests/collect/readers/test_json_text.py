"""JSON keeps every number's text, flattens objects, and loses no record over a broken neighbour."""

import hypothesis.strategies as st
import orjson
import pytest
from hypothesis import given, settings

from resa.collect.readers import encoding, json_text
from resa.collect.readers.explode import explode
from resa.collect.readers.json_text import flat
from resa.collect.readers.raw import FileFormat
from resa.collect.readers.read import read


def test_numbers_keep_their_text(reading):
    numbers = '"big": 12345678901234567890123, "e": 1e5, "money": 1.50, "zero": -0, "huge": 1e999'
    text = f'[{{"id": "0012", "day": "2024-01-05", {numbers}}}]'
    assert reading(text, "a.json").rows == [
        {
            "id": "0012",
            "big": "12345678901234567890123",
            "e": "1e5",
            "money": "1.50",
            "zero": "-0",
            "day": "2024-01-05",
            "huge": "1e999",
        }
    ]


def test_objects_are_flattened_and_lists_stay_text(reading):
    text = '[{"customer": {"email": "a@b.se", "at": {"city": "Malmö"}}, "tags": ["x", 1.0], "ok": true, "no": null}]'
    assert reading(text, "a.json").rows == [
        {"customer.email": "a@b.se", "customer.at.city": "Malmö", "tags": '["x", 1.0]', "ok": "true", "no": None}
    ]


def test_a_dotted_name_beside_a_nested_one_is_told_apart():
    assert flat(b'{"a.b": 1, "a": {"b": 2}}') == {"a.b": "1", "a.b (2)": "2"}


def test_the_list_of_records_inside_an_object_is_found(reading):
    found = reading('{"count": 2, "tickets": [{"id": 1}, {"id": 2}], "next_page": null}', "page.json")
    assert found.format.records_path == "tickets"
    assert found.rows == [{"id": "1"}, {"id": "2"}]
    deeper = reading('{"meta": {"page": 1}, "result": {"orders": [{"id": 1}]}}', "deep.json")
    assert deeper.format.records_path == "result.orders"


def test_one_order_with_its_lines_is_one_record(reading):
    found = reading('{"id": 7, "total": 30, "lines": [{"sku": "A"}, {"sku": "B"}]}', "order.json")
    assert found.rows == [{"id": "7", "total": "30", "lines": '[{"sku": "A"}, {"sku": "B"}]'}]


def test_a_broken_record_does_not_take_its_neighbours_along(reading):
    found = reading('[{"id": 1},\n {"id": },\n {"id": 3},\n]', "a.json")
    assert found.rows == [{"id": "1"}, {"id": "3"}]
    assert found.positions == [0, 2]
    assert [(r.position, r.line, r.reason, r.text) for r in found.damaged] == [
        (1, 2, "not_json", '{"id": }'),
        (3, 4, "not_json", ""),
    ]


def test_a_list_that_breaks_off_gives_what_came_before(reading):
    found = reading('[{"id": 1}, {"id": 2}, {"id"', "a.json")
    assert found.rows == [{"id": "1"}, {"id": "2"}]
    assert [r.reason for r in found.damaged] == ["cut_off"]


def test_lines_with_a_bad_one(reading):
    found = reading('\ufeff{"id": 1}\n\n{"id": 2\n{"id": 3, "x": "å"}\n', "events.jsonl")
    assert found.rows == [{"id": "1", "x": None}, {"id": "3", "x": "å"}]
    assert [(r.position, r.line, r.reason) for r in found.damaged] == [(1, 3, "not_json")]
    assert "byte order mark" in found.notes


def test_lines_are_recognised_without_their_name(reading):
    assert reading('{"id": 1}\n{"id": 2}\n', "events.txt").format.kind == "jsonl"


def test_objects_one_after_the_other(reading):
    found = reading('{"id": 1}{"id": 2}\n{\n "id": 3\n}\n', "a.json")
    assert [row["id"] for row in found.rows] == ["1", "2", "3"]


def test_a_surrogate_pair_is_one_letter():
    assert flat(b'{"x": "\\ud83d\\ude00"}') == {"x": "😀"}


def test_a_cut_emoji_does_not_cost_the_record(reading):
    found = reading('{"id": 1, "text": "hej \\ud83d"}\n{"id": 2, "text": "\\\\ud83d"}\n', "a.jsonl")
    assert [row["text"] for row in found.rows] == ["hej \ufffd", "\\ud83d"]


def test_utf_16(reading):
    assert reading('[{"ort": "Ängelholm"}]'.encode("utf-16"), "a.json").rows == [{"ort": "Ängelholm"}]


def test_a_very_deep_record_is_damaged(reading):
    found = reading(f'[{{"a": {"[" * 100_000}{"]" * 100_000}}}, {{"a": 1}}]', "a.json")
    assert [r.reason for r in found.damaged] == ["too_deep"]
    assert found.rows == [{"a": "1"}]


def test_more_keys_than_columns_are_folded(reading, monkeypatch):
    monkeypatch.setattr(json_text, "MOST_COLUMNS", 20)
    found = reading("\n".join(f'{{"key {n}": {n}}}' for n in range(30)), "a.jsonl", columns=None)
    assert found.batches[0].rows.num_columns == 20
    assert found.rows[18]["key 18"] == "18"
    assert found.rows[29]["further fields"] == '{"key 29":"29"}'


def test_explode_gives_children_with_their_parents(reading):
    found = reading('{"id": 7, "lines": [{"sku": "A"}, {"sku": "B", "n": 2}]}\n{"id": 8, "lines": []}\n', "o.jsonl")
    children = explode(found.batches[0], column="lines")
    assert children.rows.to_pylist() == [
        {"id": "7", "lines.sku": "A", "lines.n": None},
        {"id": "7", "lines.sku": "B", "lines.n": "2"},
    ]
    assert children.position.tolist() == [0, 0]


LEAF = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8)
RECORD = st.dictionaries(
    st.text("abc", min_size=1, max_size=2), LEAF | st.lists(LEAF, max_size=3), min_size=1, max_size=4
)


@settings(max_examples=150)
@given(records=st.lists(RECORD, min_size=1, max_size=8), step=st.integers(1, 50), wrapped=st.booleans())
def test_records_come_back_wherever_the_text_is_cut(tmp_path, records, step, wrapped):
    path = tmp_path / "a.json"
    body = orjson.dumps(records)
    path.write_bytes(b'{"note": "[{", "rows": %b, "end": [1]}' % body if wrapped else body)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(encoding, "CHUNK_BYTES", step)
        plain = FileFormat("json", encoding="utf-8", records_path="rows" if wrapped else None)
        batches = list(read(path, plain))
    names = {name: None for record in records for name in record}
    assert [row for batch in batches for row in batch.rows.to_pylist()] == [
        {name: _text(record.get(name)) for name in names} for record in records
    ]


def _text(leaf: object) -> str | None:
    return leaf if leaf is None or isinstance(leaf, str) else orjson.dumps(leaf).decode()


@pytest.mark.data
def test_the_parsing_suite(corpora, reading):
    files = sorted((corpora / "jsontestsuite" / "test_parsing").glob("*.json"))
    assert len(files) > 300
    for path in files:
        found = reading.read(path)
        for batch in found.batches:
            batch.rows.validate(full=True)
        if path.name.startswith("y_"):
            assert not found.damaged, path.name
            assert found.rows or path.read_bytes().strip(b" \n[]") == b"", path.name
        elif path.name.startswith("n_") and path.read_bytes().strip(b" \xef\xbb\xbf"):
            assert found.damaged, path.name


@pytest.mark.data
def test_naughty_strings_come_through_unchanged(corpora, reading):
    path = corpora / "blns" / "blns.json"
    strings = orjson.loads(path.read_bytes())
    assert [row["value"] for row in reading.read(path).rows] == strings
