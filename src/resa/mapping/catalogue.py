"""The catalogue of touchpoints: one per channel and name until somebody groups them, each in its stage.

`catalogue.yaml` holds only what people said:

    touchpoints:
      Delivery:                                   # the id
        name: Leverans                            # its own name
        places: ["parcel: handed over", "sms: parcel arrived"]   # what counts as it: "channel: name"
        stage: retention                          # confirmed by a person
        physical: true                            # the customer holds it in the hand
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resa.kernels.partition import Place
from resa.mapping import settings
from resa.mapping.placement import placement
from resa.model.channel import channel_of
from resa.model.errors import UnknownNameError
from resa.model.measurement import Provenance
from resa.model.stage import DEFAULT_STAGES, UNPLACED, Stage
from resa.model.touchpoint import Placement, Touchpoint

FILE = "catalogue.yaml"

_KEYS = frozenset({"name", "places", "stage", "physical"})

NamedPlace = tuple[str, str]
"""A channel, and a name as the sources write it."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What histories say about one place: its kinds, most frequent first, and where it lies relative to goals.

    `position` is below 0 before the customers' first goal, above 0 after it, None where there are no goals.
    """

    place: NamedPlace
    kinds: tuple[str, ...] = ()
    position: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What people said about one touchpoint."""

    id: str
    name: str | None = None
    places: tuple[NamedPlace, ...] = ()
    stage: str | None = None
    is_physical: bool | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every touchpoint and the stages they stand in. Ids are unique; touchpoints are in order of id."""

    touchpoints: tuple[Touchpoint, ...]
    stages: tuple[Stage, ...] = DEFAULT_STAGES

    def grouping(self) -> dict[NamedPlace, str]:
        """Returns the touchpoint id of every place, as engines take it."""
        return {place: touchpoint.id for touchpoint in self.touchpoints for place in touchpoint.places}

    def named(self, name: str) -> Touchpoint:
        """Returns the touchpoint of that id or own name; raises `UnknownNameError` with the nearest ones."""
        for touchpoint in self.touchpoints:
            if name in (touchpoint.id, touchpoint.name):
                return touchpoint
        raise UnknownNameError("touchpoint", name, known=[touchpoint.id for touchpoint in self.touchpoints])

    def stage_number(self, stage_id: str) -> int:
        """Returns the 0-based place of a stage, -1 for `unplaced`."""
        return next((number for number, stage in enumerate(self.stages) if stage.id == stage_id), -1)


def catalogue(
    observed: Iterable[Observed], *, said: Sequence[Said] = (), stages: tuple[Stage, ...] = DEFAULT_STAGES
) -> Catalogue:
    """Returns the catalogue of the places observed, with what people said laid over what rules propose.

    A touchpoint's id is its name where no other place has that name, else "channel: name". What people said about
    places that were never observed stays in the catalogue.
    """
    by_place = {one.place: one for one in observed}
    remarks = {one.id: one for one in said}
    ids = [stage.id for stage in stages]
    found = [
        _placed(touchpoint, by_place=by_place, remark=remarks.get(touchpoint.id), stages=ids)
        for touchpoint in _grouped(by_place, said)
    ]
    return Catalogue(tuple(sorted(found, key=lambda touchpoint: touchpoint.id)), stages)


def grouping(places: Iterable[NamedPlace], *, said: Sequence[Said] = ()) -> dict[NamedPlace, str]:
    """Returns the touchpoint id of every place, as engines take it: that of the `catalogue`, without its stages."""
    return {place: touchpoint.id for touchpoint in _grouped(places, said) for place in touchpoint.places}


def _grouped(places: Iterable[NamedPlace], said: Sequence[Said]) -> list[Touchpoint]:
    """Returns the touchpoints of places, not in any stage yet."""
    grouped = {place for one in said for place in one.places}
    free = sorted(place for place in places if place not in grouped)
    names = Counter(_name(place) for place in free) + Counter(one.id for one in said if one.places)
    alone = [_alone(place, is_unique=names[_name(place)] == 1) for place in free]
    return [*alone, *(_group(one) for one in said if one.places)]


def observed_places(places: Iterable[Place]) -> tuple[Observed, ...]:
    """Returns what an engine's dictionary of places says of each channel and name."""
    kinds: dict[NamedPlace, dict[str, None]] = defaultdict(dict)
    for one in places:
        kinds[one.named].setdefault(one.kind)
    return tuple(Observed(place, tuple(kind for kind in found if kind)) for place, found in sorted(kinds.items()))


def read_catalogue(text: str, *, stages: Sequence[Stage] = DEFAULT_STAGES, where: str = FILE) -> tuple[Said, ...]:
    """Returns what a settings file says about touchpoints; raises `SettingsError` with every fault."""
    found = settings.read(text, where=where)
    faults = settings.unexpected(found, expected=frozenset({"touchpoints"}), at=where)
    known = [*(stage.id for stage in stages), UNPLACED]
    said = [
        _said(str(name), entry or {}, known=known, faults=faults)
        for name, entry in (found.get("touchpoints") or {}).items()
    ]
    owners = Counter(place for one in said for place in one.places)
    faults += [
        f"{': '.join(place)} belongs to {count} touchpoints; leave one" for place, count in owners.items() if count > 1
    ]
    settings.complain(faults, where=where)
    return tuple(said)


def write_catalogue(said: Sequence[Said]) -> str:
    """Returns the settings file that says the same, in order of id."""
    return settings.write({"touchpoints": {one.id: _entry(one) for one in sorted(said, key=lambda one: one.id)}})


def confirmed(
    said: Sequence[Said],
    *,
    touchpoint: str,
    stage: str | None = None,
    name: str | None = None,
    is_physical: bool | None = None,
) -> tuple[Said, ...]:
    """Returns what people said, with a stage, own name or physicality of one touchpoint added or replaced."""
    before = next((one for one in said if one.id == touchpoint), Said(touchpoint))
    physical = before.is_physical if is_physical is None else is_physical
    after = replace(before, stage=stage or before.stage, name=name or before.name, is_physical=physical)
    return (*(one for one in said if one.id != touchpoint), after)


def _name(place: NamedPlace) -> str:
    channel, name = place
    return name or channel


def _alone(place: NamedPlace, *, is_unique: bool) -> Touchpoint:
    channel, name = place[0], _name(place)
    touchpoint_id = name if is_unique else f"{channel}: {name}"
    return Touchpoint(touchpoint_id, name, channel, channel_of(channel).is_physical, _UNPLACED, (place,))


def _group(said: Said) -> Touchpoint:
    channels = Counter(channel for channel, _ in said.places)
    channel = min(channels, key=lambda one: (-channels[one], one))
    return Touchpoint(said.id, said.id, channel, channel_of(channel).is_physical, _UNPLACED, said.places)


_UNPLACED = Placement(UNPLACED, Provenance.INFERRED, "none", 0.0)


def _placed(
    touchpoint: Touchpoint, *, by_place: Mapping[NamedPlace, Observed], remark: Said | None, stages: Sequence[str]
) -> Touchpoint:
    named = replace(touchpoint, name=remark.name) if remark and remark.name else touchpoint
    if remark and remark.is_physical is not None:
        named = replace(named, is_physical=remark.is_physical)
    if remark and remark.stage:
        return replace(named, placement=Placement(remark.stage, Provenance.ASSERTED, "person", 1.0))
    seen = [by_place[place] for place in touchpoint.places if place in by_place]
    kinds = tuple(dict.fromkeys(kind for one in seen for kind in one.kinds))
    positions = [one.position for one in seen if one.position is not None]
    position = sum(positions) / len(positions) if positions else None
    proposed = placement(named.name, channel=named.channel, kinds=kinds, position=position, stages=stages)
    return replace(named, placement=proposed)


def _said(touchpoint: str, entry: Any, *, known: Sequence[str], faults: list[str]) -> Said:
    if not isinstance(entry, dict):
        faults.append(f"{touchpoint}: expected name, places or stage, got {entry!r}")
        return Said(touchpoint)
    faults += settings.unexpected(entry, expected=_KEYS, at=touchpoint)
    stage = entry.get("stage")
    if stage is not None and stage not in known:
        faults.append(f"{touchpoint}: unknown stage {stage!r}; known: {', '.join(known)}")
    places: list[NamedPlace] = []
    for text in entry.get("places") or []:
        channel, colon, name = str(text).partition(":")
        if not colon:
            faults.append(f'{touchpoint}: expected a place as "channel: name", got {text!r}')
        places.append((channel.strip(), name.strip()))
    return Said(touchpoint, entry.get("name"), tuple(places), stage, entry.get("physical"))


def _entry(said: Said) -> dict[str, Any]:
    places = [f"{channel}: {name}" for channel, name in said.places]
    entry = {"name": said.name, "places": places, "stage": said.stage, "physical": said.is_physical}
    return {key: content for key, content in entry.items() if content not in (None, [])}
