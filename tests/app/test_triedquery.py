"""A question is tried on a copy of the map: the record asks it, nobody else does, nothing is changed."""

import pytest

from resa.app.triedquery import with_question
from resa.model.errors import UnknownNameError
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind


def record(own: str, kind: RecordKind, /, **fields: object) -> MapRecord:
    return MapRecord(own, kind, {key: MapField(content) for key, content in fields.items()})


DOCUMENT = JourneyMap.of(
    [
        record("lane:a", RecordKind.LANE, shows="action", position=0),
        record("card:a", RecordKind.CARD, lane="lane:a", text="Answer"),
        record("card:b", RecordKind.CARD, lane="lane:a", text="Other", query={"what": "retention"}, of="entry:x"),
    ]
)


def test_only_the_tried_record_asks() -> None:
    tried = with_question(DOCUMENT, "card:a", query={"what": "stages", "at": "purchase"})
    assert tried.records["card:a"].content("query") == {"what": "stages", "at": "purchase"}
    assert tried.records["card:b"].content("query") is None
    assert DOCUMENT.records["card:a"].content("query") is None


@pytest.mark.parametrize("name", ["card:none", "lane:a"])
def test_what_can_not_be_bound_is_told_with_what_can(name: str) -> None:
    with pytest.raises(UnknownNameError, match="card"):
        with_question(DOCUMENT, name, query={"what": "retention"})
