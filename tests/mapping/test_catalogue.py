"""The catalogue: ids, groups, own names, confirmed stages, and its settings file."""

import pytest

from resa.kernels.partition import Place
from resa.mapping.catalogue import (
    Observed,
    Said,
    catalogue,
    confirmed,
    grouping,
    observed_places,
    read_catalogue,
    write_catalogue,
)
from resa.mapping.settings import SettingsError
from resa.model.errors import UnknownNameError
from resa.model.measurement import Provenance
from resa.model.stage import Stage

SEEN = (
    Observed(("web", "checkout")),
    Observed(("app", "checkout")),
    Observed(("parcel", "handed over")),
    Observed(("sms", "parcel arrived")),
    Observed(("phone", "")),
)


def test_a_touchpoint_is_its_name_where_unique_else_channel_and_name() -> None:
    ids = [touchpoint.id for touchpoint in catalogue(SEEN).touchpoints]
    assert ids == ["app: checkout", "handed over", "parcel arrived", "phone", "web: checkout"]


def test_groups_join_places_under_one_id_and_free_the_name() -> None:
    said = [Said("Till on line", "Kassan", (("web", "checkout"),), "purchase")]
    found = catalogue(SEEN, said=said)
    assert found.grouping()["web", "checkout"] == "Till on line"
    assert found.grouping()["app", "checkout"] == "checkout"
    till = found.named("Kassan")
    assert (till.id, till.placement.stage, till.placement.provenance) == (
        "Till on line",
        "purchase",
        Provenance.ASSERTED,
    )


def test_a_group_takes_the_channel_most_of_its_places_have() -> None:
    said = [Said("Delivery", places=(("sms", "parcel arrived"), ("parcel", "handed over"), ("parcel", "seen")))]
    delivery = catalogue(SEEN, said=said).named("Delivery")
    assert (delivery.channel, delivery.is_physical) == ("parcel", True)


def test_a_person_is_believed_over_words() -> None:
    said = confirmed((), touchpoint="handed over", stage="purchase")
    found = catalogue(SEEN, said=said).named("handed over").placement
    assert (found.stage, found.rule, found.confidence) == ("purchase", "person", 1.0)


def test_own_stages_are_the_only_ones_proposed() -> None:
    found = catalogue(SEEN, stages=(Stage("purchase", "Köpa"), Stage("use")))
    assert found.named("web: checkout").placement.stage == "purchase"
    assert found.named("handed over").placement.stage == "unplaced"
    assert (found.stage_number("use"), found.stage_number("unplaced")) == (1, -1)


def test_kinds_and_positions_of_places_reach_the_rules() -> None:
    seen = [Observed(("web", "qx7"), kinds=("order",)), Observed(("web", "qx8"), position=0.9)]
    found = catalogue(seen)
    assert [touchpoint.placement.rule for touchpoint in found.touchpoints] == ["kind", "position"]


def test_places_of_an_engine_are_joined_over_sources_and_kinds() -> None:
    places = [
        Place("crm", "web", "till", "cart"),
        Place("shop", "web", "till", "order", direction="in"),
        Place("shop", "web", "till"),
    ]
    assert observed_places(places) == (Observed(("web", "till"), ("cart", "order")),)


def test_the_settings_file_says_the_same_when_read_back() -> None:
    said = (
        Said("Delivery", "Leverans", (("parcel", "handed over"), ("sms", "kl. 12: framme")), "retention"),
        Said("qx7", stage="awareness"),
    )
    assert read_catalogue(write_catalogue(said)) == said


def test_every_fault_of_the_settings_file_is_named_at_once() -> None:
    text = """
touchpoints:
  A: {stage: retension, places: ["web: x", "no channel"]}
  B: {places: ["web: x"], colour: red}
  C: 7
"""
    with pytest.raises(SettingsError) as caught:
        read_catalogue(text)
    faults = "\n".join(caught.value.faults)
    for part in ("retension", "no channel", "colour", "web: x belongs to 2", "C: expected"):
        assert part in faults


def test_an_unknown_touchpoint_lists_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="handed over"):
        catalogue(SEEN).named("handed ovr")


def test_grouping_is_that_of_the_catalogue():
    said = (Said("Till", places=(("web", "checkout"), ("app", "gone"))), Said("home", stage="awareness"))
    observed = [Observed(place) for place in (("web", "checkout"), ("web", "home"), ("app", "home"), ("sms", ""))]
    assert grouping([one.place for one in observed], said=said) == catalogue(observed, said=said).grouping()
