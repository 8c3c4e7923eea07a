"""What people write about proposes what to mend: worse than all else they write, and worse than at other companies."""

from dataclasses import replace

import numpy as np
import pytest
from tests.understand.conftest import Build
from tests.understand.feedback.conftest import Hear

from resa.understand.history import Texts
from resa.understand.improving.written import complained_less_elsewhere, written_about

CHAT = {"channel": "chat", "name": "chat", "kind": "chat", "direction": "in"}
LATE, KIND, DEAR = "It is late", "You are kind", "It is dear"
SPEAKS = {LATE: ("delivery",), KIND: ("staff",), DEAR: ("price",)}
SOUNDS = {LATE: "negative", KIND: "positive", DEAR: "negative"}


def test_reasons_that_sound_worse_than_the_rest_are_proposed(town: Build, hear: Hear) -> None:
    """60 say that it is late (-2), 120 are pleased with the staff (2), 20 find it dear: too few to speak of."""
    texts = [LATE] * 60 + [KIND] * 120 + [DEAR] * 20
    place = town([{"who": who, "at": who % 90, "text": text, **CHAT} for who, text in enumerate(texts)])
    found = list(written_about(hear(place, speaks=SPEAKS, sounds=SOUNDS)))
    assert [(one.place, one.kind, one.customers) for one in found] == [("delivery", "expectation", 60)]
    gap, share = found[0].feeling_effect, found[0].share
    assert gap is not None
    assert gap.figure == pytest.approx((120 * 2 - 20 * 2) / 140 + 2)
    assert share is not None
    assert (share.figure, share.variant) == (0.3, "of_what_people_write")


def test_where_nothing_sounds_worse_nothing_is_proposed(town: Build, hear: Hear) -> None:
    rows = [{"who": who, "at": who % 90, "text": LATE if who % 2 else DEAR, **CHAT} for who in range(120)]
    assert list(written_about(hear(town(rows), speaks=SPEAKS, sounds=SOUNDS))) == []


def test_what_fewer_complain_of_at_another_company_is_told_with_its_interval(town: Build, hear: Hear) -> None:
    """Of ours 50 of 100 complain that it is late, of theirs 10 of 100; of the price as many here as there."""
    texts = ([LATE] * 50 + [DEAR] * 40 + [KIND] * 10) + ([LATE] * 10 + [DEAR] * 40 + [KIND] * 50)
    heard = hear(
        town([{"who": who, "at": who % 90, "text": text, **CHAT} for who, text in enumerate(texts)]),
        speaks=SPEAKS,
        sounds=SOUNDS,
    )
    theirs = heard.ours.said.customer >= 100
    others = heard.ours.where(theirs)
    company = Texts(("Rival",), np.zeros(len(others), np.int64))
    both = replace(heard, ours=heard.ours.where(~theirs), others=replace(others, company=company))
    found = list(complained_less_elsewhere(both))
    assert [(one.place, one.customers) for one in found] == [("Rival → delivery", 50)]
    gap = found[0].share
    assert gap is not None
    assert gap.figure == pytest.approx(0.4)
    assert gap.interval is not None
    assert 0.25 < gap.interval.low < 0.4 < gap.interval.high < 0.55
