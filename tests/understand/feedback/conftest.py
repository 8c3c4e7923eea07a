"""Small towns in which people speak: what they say is read by hand, so that every figure can be checked in the head."""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pytest
from tests.understand.conftest import Town

from resa.understand.feedback.heard import Heard, shared_wordings
from resa.understand.feedback.record import feedback, said_of_others
from resa.understand.feedback.textreading import columns_of, text_readings
from resa.understand.voice.reading import ABSTAINED, FEELINGS, REASONS, Reading, Rung

SURE = {"negative": (1.0, 0.0, 0.0), "neutral": (0.0, 1.0, 0.0), "positive": (0.0, 0.0, 1.0)}
BY_HAND = Rung("lexicon", "by hand", "nothing")

Hear = Callable[..., Heard]


def read_by_hand(feelings: list[str | None], reasons: list[tuple[str, ...]]) -> Reading:
    """Returns a reading that is sure of its feelings, and even where it has none."""
    n = len(feelings)
    return Reading(
        language=np.zeros(n, np.int8),
        shares=np.array([SURE.get(one or "", (0.25, 0.5, 0.25)) for one in feelings], np.float32).reshape(n, 3),
        feeling=np.array([FEELINGS.index(one) if one else ABSTAINED for one in feelings], np.int8),
        emotion=np.full(n, ABSTAINED, np.int8),
        emotion_share=np.zeros(n, np.float32),
        reasons=np.array([[one in told for one in REASONS] for told in reasons], np.bool_).reshape(n, len(REASONS)),
        rung=BY_HAND,
    )


@pytest.fixture
def hear() -> Hear:
    """Returns what hears a town: `sounds` says how texts sound, `speaks` of which reasons; others are not decided."""

    def heard(
        town: Town,
        *,
        sounds: Mapping[str, str] | None = None,
        speaks: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Heard:
        ours, others = shared_wordings(
            feedback(town.source, catalogue=town.catalogue), said_of_others(town.source, catalogue=town.catalogue)
        )
        texts = ours.wordings.texts
        read = read_by_hand([(sounds or {}).get(one) for one in texts], [(speaks or {}).get(one, ()) for one in texts])
        keys = [one.encode() for one in texts]
        table = pa.table({"key": pa.array(keys, pa.binary()), **columns_of(read)})
        return Heard(ours, others, text_readings(keys, layers=[(BY_HAND, table)]))

    return heard
