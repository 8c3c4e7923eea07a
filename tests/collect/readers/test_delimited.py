"""Every record of a delimited text comes out as it was written, or damaged, at its own position."""

import csv
import io

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from resa.collect.readers import delimited, encoding
from resa.collect.readers.raw import FileFormat
from resa.collect.readers.read import read


def test_rows_keep_their_text_and_order(reading):
    found = reading("id,city,amount\n0012,Malmö,1.50\n0013,Århus,\n")
    assert found.rows == [
        {"id": "0012", "city": "Malmö", "amount": "1.50"},
        {"id": "0013", "city": "Århus", "amount": ""},
    ]
    assert found.positions == [0, 1]
    assert found.damaged == []
    assert found.batches[-1].consumed == 1.0


def test_ragged_rows_are_damaged_and_keep_their_position_and_line(reading):
    found = reading('id,city\n1,Malmö\n2\n"3","Lund\nSyd"\n4,Umeå,Norr\n\n5,Växjö\n')
    assert [row["id"] for row in found.rows] == ["1", "3", "5"]
    assert found.positions == [0, 2, 4]
    assert [(r.position, r.line, r.reason, r.text) for r in found.damaged] == [
        (1, 3, "ragged", "2"),
        (3, 6, "ragged", "4,Umeå,Norr"),
    ]
    assert "expected 2 fields" in found.damaged[0].sentence
    assert "got 1 on line 3" in found.damaged[0].sentence


def test_newlines_and_doubled_quotes_inside_quotes(reading):
    found = reading('id,text\r\n1,"Hej!\r\nJag sa ""nej""."\r\n2,ok\r\n')
    assert found.rows == [{"id": "1", "text": 'Hej!\r\nJag sa "nej".'}, {"id": "2", "text": "ok"}]


def test_a_lone_quote_inside_a_quoted_field_is_a_letter(reading):
    found = reading('id,text\n1,"said "yes" to it"\n2,ok\n')
    assert found.rows[0]["text"] == 'said "yes" to it'
    assert found.damaged == []


def test_a_lone_quote_inside_a_plain_field_is_a_letter(reading):
    found = reading('id,text\n1,a 5" screen\n2,"a, b"\n')
    assert [row["text"] for row in found.rows] == ['a 5" screen', "a, b"]


def test_a_quote_that_never_closes_damages_its_own_line_only(reading):
    lines = "".join(f"{number},ok\n" for number in range(2, 2000))
    found = reading(f'id,text\n1,"open\n{lines}', header_row=0, quote='"')
    assert [(r.position, r.line, r.reason, r.text) for r in found.damaged] == [(0, 2, "open_quote", '1,"open')]
    assert found.positions == list(range(1, 1999))


def test_two_open_quotes_do_not_swallow_what_lies_between(reading):
    found = reading('id,text,n\n1,"open,3\n2,x,3\n3,"foo,5\n4,y,3\n', quote='"')
    assert [r.text for r in found.damaged] == ['1,"open,3', '3,"foo,5']
    assert [row["id"] for row in found.rows] == ["2", "4"]


def test_backslash_before_quotes(reading):
    found = reading('id,text\n1,"a \\"b\\", c"\n2,"d"\n3,"\\"e\\""\n')
    assert found.format.escape == "\\"
    assert [row["text"] for row in found.rows] == ['a "b", c', "d", '"e"']


@pytest.mark.parametrize("content", ["", "\n\n", "id,city\n", "id,city", "\ufeff", "\ufeffid,city\n"])
def test_no_records_is_an_empty_batch_with_a_note(reading, content):
    found = reading(content)
    assert found.rows == []
    assert len(found.batches) == 1
    assert found.notes


def test_a_file_of_carriage_returns(reading):
    assert reading("id,city\r1,Malmö\r2,Lund\r").rows == [{"id": "1", "city": "Malmö"}, {"id": "2", "city": "Lund"}]


def test_a_stray_carriage_return_stays_in_its_field(reading):
    assert reading("id,city\n1,Mal\rmö\n2,Lund\n").rows[0] == {"id": "1", "city": "Mal\rmö"}


def test_a_delimiter_of_two_letters(reading):
    found = reading('id||city||n\n1||"Mal||mö"||3\n2||Lund||4\n3||Umeå||5\n')
    assert found.format.delimiter == "||"
    assert found.rows[0] == {"id": "1", "city": "Mal||mö", "n": "3"}


def test_repeated_and_empty_names_are_told_apart(reading):
    found = reading("id,name,name,\n1,Åsa,Berg,x\n2,Bo,Ek,y\n")
    assert list(found.rows[0]) == ["id", "name", "name (2)", "column 4"]


def test_reading_on_gives_the_rest(reading):
    text = "id,city\n" + "".join(f"{n},x\n" if n % 7 else f"{n}\n" for n in range(100))
    whole = reading(text, batch_rows=9)
    for start in (0, 1, 7, 50, 99, 100, 200):
        rest = reading(text, batch_rows=9, start_at=start)
        assert rest.positions == [place for place in whole.positions if place >= start]
        assert rest.damaged == [record for record in whole.damaged if record.position >= start]
        assert rest.rows == [row for row, place in zip(whole.rows, whole.positions, strict=True) if place >= start]


def test_batches_are_no_larger_than_asked(reading):
    found = reading("id,city\n" + "1,x\n" * 1000, batch_rows=300)
    assert [batch.rows.num_rows for batch in found.batches] == [300, 300, 300, 100]


def test_a_line_in_another_encoding_is_read_and_reported(reading):
    found = reading("id,city\n1,Malmö\n2,Ängelholm\n".encode() + "3,Skövde\n".encode("cp1252") + b"4,Lund\n")
    assert [row["city"] for row in found.rows] == ["Malmö", "Ängelholm", "Skövde", "Lund"]
    assert any("1 line is not utf-8" in note and "line 4" in note for note in found.notes)


FIELD = st.text(st.sampled_from('ab,;"\n åÄ'), max_size=6)
TABLE = st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1, max_size=12)


@settings(max_examples=150)
@given(rows=TABLE, quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), ends=st.sampled_from(["\n", "\r\n"]))
def test_what_a_csv_writer_writes_comes_back(tmp_path, rows, quoting, ends):
    rows = [row for row in rows if any(row)]
    written = io.StringIO()
    csv.writer(written, quoting=quoting, lineterminator=ends).writerows([("a", "b", "c"), *rows])
    path = tmp_path / "table.csv"
    path.write_bytes(written.getvalue().encode())
    plain = FileFormat("csv", encoding="utf-8", delimiter=",", quote='"', header_row=0)
    batches = list(read(path, plain))
    assert [tuple(row.values()) for batch in batches for row in batch.rows.to_pylist()] == rows
    assert [record for batch in batches for record in batch.damaged] == []


@settings(max_examples=200)
@given(text=st.text(st.sampled_from('ab1,"\nå'), max_size=80), step=st.integers(1, 40))
def test_the_quick_way_equals_the_exact_way_wherever_the_text_is_cut(tmp_path, text, step):
    path = tmp_path / "table.csv"
    path.write_bytes(f"a,b\n{text}".encode())
    plain = FileFormat("csv", encoding="utf-8", delimiter=",", quote='"', header_row=0)

    def outcome() -> tuple[object, ...]:
        batches = list(read(path, plain))
        rows = [row for b in batches for row in zip(b.position, b.rows.to_pylist(), strict=True)]
        return rows, [(r.position, r.line, r.reason, r.text) for b in batches for r in b.damaged]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(delimited, "_is_plain", lambda *_: False)
        exact = outcome()
    quick = outcome()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(encoding, "CHUNK_BYTES", step)
        in_steps = outcome()
    assert quick == exact
    assert in_steps == exact
