"""Sniffing proposes what a careful person would, and says what it noticed."""

import pytest

from resa.collect.readers.sniff import NotATableError, sniff


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "||", "~"])
def test_delimiters(reading, delimiter):
    lines = ["id", "city", "amount"], ["1", "Malmö", "10"], ["2", "Lund", "20"], ["3", "Umeå", "30"]
    found = reading("".join(delimiter.join(line) + "\n" for line in lines))
    assert found.format.delimiter == delimiter
    assert found.rows[2] == {"id": "3", "city": "Umeå", "amount": "30"}


def test_semicolons_with_decimal_commas(reading):
    found = reading("kund;belopp;antal\nA;1,50;2,0\nB;2,25;3,5\nC;1.234,50;1,0\n")
    assert found.format.delimiter == ";"
    assert found.format.decimal == ","


def test_decimal_commas_alone_do_not_make_a_comma_file(reading):
    found = reading("1,5;2,5;3,5\n1,7;2,2;3,1\n1,9;2,9;3,9\n")
    assert found.format.delimiter == ";"
    assert found.format.header_row is None
    assert found.rows[0] == {"column 1": "1,5", "column 2": "2,5", "column 3": "3,5"}


def test_thousands_prove_no_decimal_sign(reading):
    assert reading("id;n\n1;1,234\n2;5,678\n").format.decimal is None


def test_prose_with_commas_stays_one_column_of_a_semicolon_file(reading):
    found = reading("id;text\n1;Bra, snabbt, billigt\n2;Nej, aldrig\n3;Ja\n")
    assert found.format.delimiter == ";"
    assert found.rows[0]["text"] == "Bra, snabbt, billigt"


def test_one_column(reading):
    found = reading("comment\nBra, tack\nInte bra\nOkej, men dyrt, tyvärr\n")
    assert found.format.delimiter is None
    assert [row["comment"] for row in found.rows] == ["Bra, tack", "Inte bra", "Okej, men dyrt, tyvärr"]


def test_no_header_where_the_first_row_looks_like_the_rest(reading):
    found = reading("2024-01-05,web,10\n2024-01-06,store,20\n2024-01-07,web,30\n")
    assert found.format.header_row is None
    assert len(found.rows) == 3
    assert any("no header" in note for note in found.notes)


def test_no_header_where_the_first_word_comes_again(reading):
    assert reading("web,open\nstore,buy\nweb,buy\nweb,open\n").format.header_row is None


def test_a_header_of_words_above_words(reading):
    assert reading("channel,action\nstore,buy\nweb,open\nweb,open\n").format.header_row == 0


def test_lines_above_the_header(reading):
    text = "Report generated 2024-01-05\nAll stores\n\nid;city;amount\n1;Malmö;10\n2;Lund;20\nTotal;;30\n"
    found = reading(text)
    assert found.format.header_row == 3
    assert [row["id"] for row in found.rows] == ["1", "2", "Total"]
    assert found.damaged == []
    assert any("3 lines above the header" in note for note in found.notes)


def test_the_delimiter_that_a_spreadsheet_wrote_into_the_file(reading):
    found = reading("sep=;\nid;city\n1;Malmö\n2;Lund\n")
    assert (found.format.delimiter, found.format.header_row) == (";", 1)
    assert found.rows[0] == {"id": "1", "city": "Malmö"}


def test_a_trailing_delimiter_in_every_record_but_not_the_header(reading):
    found = reading("id,city\n1,Malmö,\n2,Lund,\n3,Umeå,\n")
    assert found.damaged == []
    assert found.rows[0] == {"id": "1", "city": "Malmö", "column 3": ""}


def test_a_trailing_delimiter_in_the_header_only(reading):
    found = reading("id,city,\n1,Malmö\n2,Lund\n3,Umeå\n")
    assert found.damaged == []
    assert found.rows[0] == {"id": "1", "city": "Malmö"}


@pytest.mark.parametrize(
    ("codec", "proposed"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_encodings(reading, codec, proposed):
    text = "id;namn;ort\n1;Åsa Öberg;Göteborg\n2;Søren Kjær;Ærøskøbing\n3;Märta;Älvsjö\n"
    found = reading(text.encode(codec))
    assert found.format.encoding == proposed
    assert [row["ort"] for row in found.rows] == ["Göteborg", "Ærøskøbing", "Älvsjö"]


def test_the_euro_sign_tells_latin_9_from_windows(reading):
    text = "id;pris\n1;10 €\n2;20 €\n"
    assert reading(text.encode("iso-8859-15")).rows[0]["pris"] == "10 €"
    assert reading(text.encode("cp1252")).rows[0]["pris"] == "10 €"


def test_damaged_letters_are_named_with_column_and_repair(reading):
    found = reading("id,city,note\n1,GÃ¶teborg,ok\n2,Malmö,ok\n3,V?xjö,ok\n")
    said = [note for note in found.notes if "damaged letters" in note]
    assert len(said) == 1
    assert "column city" in said[0]
    assert "'GÃ¶teborg' (Göteborg)" in said[0]
    assert "V?xjö" in said[0]
    assert found.rows[0]["city"] == "GÃ¶teborg"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<?xml version='1.0'?><svg></svg>", "picture.svg"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "export.csv"),
        (bytes(range(256)) * 40, "noise.csv"),
    ],
)
def test_what_is_no_table_is_refused_with_a_way_out(tmp_path, content, name):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotATableError, match=r"expected .*got .*export it as"):
        sniff(tmp_path / name)


def test_a_format_survives_being_plain(reading):
    from dataclasses import asdict

    from resa.collect.readers.raw import FileFormat

    proposed = reading("id;city\n1;Malmö\n").format
    stored = {name: list(kept) if isinstance(kept, tuple) else kept for name, kept in asdict(proposed).items()}
    assert FileFormat(**stored) == proposed
