"""Reading with the weights in the package: what they say in four languages, and that company changes nothing."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from resa.understand.voice import ladder
from resa.understand.voice.encoder import AskedEncoder
from resa.understand.voice.ladder import reader_for
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.localencoder import LocalEncoder, obstacle
from resa.understand.voice.reading import ABSTAINED, FEELINGS, LANGUAGES, REASONS
from resa.understand.voice.shipped import ShippedReader, shipped_weights

CORPORA = Path(os.environ.get("RESA_TEST_DATA", "nowhere")).parent / "corpora"
runs_here = pytest.mark.skipif(obstacle() is not None, reason=f"the local encoder does not run here: {obstacle()}")


@runs_here
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Fick vänta hur länge som helst i kassan, bedrövligt", "sv", "negative"),
        ("Smidigt köp, allt gick som det skulle!", "sv", "positive"),
        ("De svarer aldrig, og pengene er væk", "da", "negative"),
        ("Sikke en dejlig butik med søde folk", "da", "positive"),
        ("Skuffende dårlig, aldri mer", "nb", "negative"),
        ("Tusen takk for kjempegod hjelp", "nb", "positive"),
        ("Three hours late and nobody cares", "en", "negative"),
        ("The crew made our trip a joy", "en", "positive"),
        ("What time does the shop open on Sunday?", "en", "neutral"),
        ("Vad kostar frakten till Finland?", "sv", "neutral"),
    ],
)
def test_four_languages_are_read(text: str, language: str, expected: str) -> None:
    reading = ShippedReader(LocalEncoder()).read([text])
    assert FEELINGS[reading.shares[0].argmax()] == expected
    assert LANGUAGES[reading.language[0]] == language


@runs_here
def test_company_and_order_change_nothing_and_what_says_nothing_is_left_open() -> None:
    reader = ShippedReader(LocalEncoder())
    texts = ["Inte bra", "", "荷物はまだです", "👍👍", "\x00\x1b[31m", "<p></p>", "hvor er min pakke?", "?!"]
    whole, turned = reader.read(texts), reader.read(texts[::-1])
    np.testing.assert_array_equal(whole.shares, turned.shares[::-1])
    for at, text in enumerate(texts):
        np.testing.assert_array_equal(reader.read([text]).shares[0], whole.shares[at])
    assert (whole.feeling[[1, 2, 4, 5, 7]] == ABSTAINED).all()
    assert FEELINGS[whole.feeling[3]] == "positive"
    np.testing.assert_allclose(whole.shares.sum(axis=1), 1.0, rtol=1e-5)
    assert len(reader.read([])) == 0


@runs_here
def test_the_words_behind_a_reading_are_those_whose_absence_changes_it() -> None:
    said = ShippedReader(LocalEncoder()).words("Personalen var fantastisk på tisdagen")
    assert said[0].word == "fantastisk"
    assert said[0].weight > 0


@runs_here
def test_reasons_are_told() -> None:
    reading = ShippedReader(LocalEncoder()).read(["Satt i telefonkö i en timme", "Pakken kom aldri fram"])
    assert reading.reasons[0, REASONS.index("waiting")]
    assert reading.reasons[1, REASONS.index("delivery")]


def test_the_ladder_says_where_it_stands() -> None:
    other = AskedEncoder(lambda _: {}, model="somebody's", dimensions=3)
    footing = reader_for(encoder=other)
    assert footing.encoder is not None
    assert footing.encoder.name == "somebody's"
    assert reader_for().reader.rung.name == ("lexicon" if obstacle() else "shipped")


def test_over_an_encoder_of_ones_own_the_best_reader_reads_that_stands_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = AskedEncoder(lambda _: {}, model="somebody's", dimensions=3)
    assert isinstance(reader_for(encoder=other).reader, LexiconReader if obstacle() else ShippedReader)
    monkeypatch.setattr(ladder, "obstacle", lambda: "it is not here")
    footing = reader_for(encoder=other)
    assert isinstance(footing.reader, LexiconReader)
    assert footing.note is not None
    assert "somebody's" in footing.note


def test_the_shipped_rung_says_what_it_learnt_from_and_how_well_it_reads() -> None:
    rung = shipped_weights().rung
    assert "CC BY" in rung.learnt_from
    assert {one.language for one in rung.qualities} == set(LANGUAGES)
    assert all(one.texts > 100 and 0 < one.accuracy < 1 for one in rung.qualities)


@pytest.mark.data
@pytest.mark.skipif(not CORPORA.is_dir(), reason="RESA_TEST_DATA names no folder beside the corpora")
def test_hostile_texts_are_read_without_a_fault() -> None:
    found = sorted(CORPORA.glob("**/blns*.json"))
    texts = [str(text) for text in json.loads(found[0].read_text(encoding="utf-8"))] if found else []
    assert texts
    assert np.isfinite(LexiconReader().read(texts).shares).all()
    assert [isinstance(LexiconReader().words(text), tuple) for text in texts] == [True] * len(texts)
    if obstacle() is None:
        short = [text for text in texts if len(text) < 40][::20]
        assert np.isfinite(ShippedReader(LocalEncoder()).read(short).shares).all()
