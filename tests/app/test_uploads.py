"""Names of uploaded files, whatever they are, are harmless and apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resa.app.uploads import LONGEST_NAME, Uploads, apart, harmless_name
from resa.model.errors import UnknownNameError


@given(st.text(max_size=400))
def test_any_text_becomes_a_name_that_stays_in_its_folder(text: str) -> None:
    name = harmless_name(text)
    assert name == Path(name).name
    assert name not in ("", ".", "..")
    assert not name.startswith((".", "~", " "))
    assert len(name.encode()) <= LONGEST_NAME
    assert name.isprintable()
    assert harmless_name(name) == name


@given(st.lists(st.text(max_size=30), max_size=30))
def test_names_stay_apart_where_letters_have_no_case(texts: list[str]) -> None:
    taken: list[str] = []
    for text in texts:
        taken.append(apart(harmless_name(text), taken=taken))
    assert len({name.casefold() for name in taken}) == len(texts)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\exports\\köp.csv", "köp.csv"),
        (".bashrc", "bashrc"),
        ("CON.csv", "_CON.csv"),
        ("a\x00b.csv", "a_b.csv"),
        ("\u202egnp.csv", "_gnp.csv"),
        ("x" * 400 + ".csv.gz", "x" * 143 + ".csv.gz"),
    ],
)
def test_the_ending_stays_since_it_says_what_the_file_is(given: str, kept: str) -> None:
    assert harmless_name(given) == kept


@pytest.mark.parametrize("upload", ["..", "../maps", "", "A" * 16, "a" * 15, "a" * 15 + "/"])
def test_an_upload_has_no_other_place_than_its_own(tmp_path: Path, upload: str) -> None:
    with pytest.raises(UnknownNameError):
        Uploads(tmp_path).place(upload)
