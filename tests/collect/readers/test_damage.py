"""Damaged letters are found in columns and repaired only where that is certain."""

import pyarrow as pa
import pytest

from resa.collect.readers.damage import damaged, examples, repaired

NORDIC = ["Göteborg", "Malmö", "Århus", "Ærøskøbing", "Tromsø", "Älvsjö", "Øystein", "é", "12 €", "“hej”"]


@pytest.mark.parametrize("letters", NORDIC)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_utf8_read_as_a_western_encoding_comes_back(letters, codec):
    try:
        garbled = letters.encode("utf-8").decode(codec)
    except UnicodeDecodeError:
        pytest.skip("Windows-1252 has no letter for one of these bytes")
    assert damaged(pa.array([garbled])).tolist() == [True]
    assert repaired(garbled) == letters


@pytest.mark.parametrize("letters", ["Göteborg", "Malmö", "Århus", "Tromsø"])
def test_utf8_read_on_a_mac_or_in_dos_comes_back(letters):
    for codec in ("mac_roman", "cp850"):
        garbled = letters.encode("utf-8").decode(codec)
        assert damaged(pa.array([garbled])).tolist() == [True]
        assert repaired(garbled) == letters


def test_twice_garbled_comes_back():
    once = "Göteborg".encode().decode("cp1252")
    assert repaired(once.encode().decode("cp1252")) == "Göteborg"


def test_whole_texts_are_left_alone():
    whole = [*NORDIC, "SÃO PAULO", "50 Å", "PÅ!", "Âme", "", None, "Hur gick det? Bra", "http://a.se/x?y=1&b?c"]
    assert damaged(pa.array(whole)).tolist() == [False] * len(whole)
    assert [repaired(text) for text in whole if text] == [None] * (len(whole) - 2)


def test_lost_letters_are_found_but_not_invented():
    lost = ["G?teborg", "Malm\ufffd", "Norra V?xj?"]
    assert damaged(pa.array(lost)).tolist() == [True, True, True]
    assert [repaired(text) for text in lost] == [None, None, None]


def test_a_dictionary_column_and_examples():
    column = pa.array(["Malmö", "MalmÃ¶", "MalmÃ¶", "G?vle"]).dictionary_encode()
    assert damaged(column).tolist() == [False, True, True, True]
    assert examples(column) == ("MalmÃ¶", "G?vle")
