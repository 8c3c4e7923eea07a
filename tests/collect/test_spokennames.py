"""Names that a proposal makes up are said in the language of whoever imports, and mean the same stage in each."""

import numpy as np
import pyarrow as pa
import pytest

from resa.collect.proposing import propose
from resa.collect.proposing.channels import _BY_KIND, _NAMES
from resa.collect.proposing.happenings import _MESSAGE_STAGES, _ORDER_STAGES
from resa.collect.proposing.spokennames import _SPOKEN, in_words, named_in
from resa.collect.readers.raw import FileFormat, RawBatch
from resa.collect.spec import Origin
from resa.mapping.placement import placement

CSV = FileFormat("csv", delimiter=",")


def test_every_name_that_a_proposal_makes_up_is_known_in_every_language() -> None:
    made_up = {name for name, *_ in (*_NAMES.values(), *_ORDER_STAGES.values(), *_MESSAGE_STAGES.values())}
    assert made_up <= set(_SPOKEN)


@pytest.mark.parametrize(("kind", "name"), [(kind, named[0]) for kind, named in _NAMES.items()])
@pytest.mark.parametrize("language", ["sv", "da", "nb"])
def test_a_name_belongs_to_the_same_stage_in_every_language(kind: str, name: str, language: str) -> None:
    said = in_words(Origin(constant=name), language).constant or ""
    channel, what = _BY_KIND[kind], _NAMES[kind][1]
    assert placement(said, channel=channel, kinds=[what]).stage == placement(name, channel=channel, kinds=[what]).stage


@pytest.mark.parametrize(("name", "kind"), [named[:2] for named in _ORDER_STAGES.values()])
@pytest.mark.parametrize("language", ["sv", "da", "nb"])
def test_an_order_goes_through_the_same_stages_in_every_language(name: str, kind: str, language: str) -> None:
    said = in_words(Origin(constant=name), language).constant or ""
    channel = "parcel" if kind in ("delivery", "return") else "web"
    english = placement(name, channel=channel, kinds=[kind]).stage
    assert placement(said, channel=channel, kinds=[kind]).stage == english


def test_names_of_columns_stay_as_they_are() -> None:
    rows = pa.table({"when": ["2026-04-03 10:00"] * 2, "event": ["add to cart", "call"], "customer_id": ["c1", "c2"]})
    spec = propose("web_events.csv", CSV, [RawBatch(rows, np.arange(2), consumed=1.0)]).spec
    assert [one.name for one in named_in(spec, "da").interactions] == [one.name for one in spec.interactions]
    assert named_in(spec, "en") is spec
