"""What a small drawing of a template needs: its stages, its lanes in order, how full they are, and its curves."""

from collections.abc import Iterator
from dataclasses import dataclass

from resa.mapping.mapwords import lane_name
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind

MOST_CARDS = 5
LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class PreviewCurve:
    """A curve of feelings: its mean level in each stage, None where nothing is set."""

    levels: tuple[float | None, ...]
    is_planned: bool


@dataclass(frozen=True, slots=True)
class PreviewLane:
    """A lane: its name, for each stage how many letters each of its cards has, and the curves that run in it."""

    shows: str
    name: str
    cards: tuple[tuple[int, ...], ...]
    curves: tuple[PreviewCurve, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A map as a small drawing shows it. `cards` counts all of them, `personas` are their names."""

    stages: tuple[str, ...]
    lanes: tuple[PreviewLane, ...]
    personas: tuple[str, ...]
    cards: int


NOTHING = Preview((), (), (), 0)


def preview(journey_map: JourneyMap, *, language: str) -> Preview:
    """Returns what a small drawing of the map needs; lanes without a name of their own are named in the language."""
    stages = tuple(journey_map.of_kind(RecordKind.STAGE))
    return Preview(
        stages=tuple(str(stage.content("name") or stage.id.removeprefix("stage:")) for stage in stages),
        lanes=tuple(
            _lane(lane, journey_map, stages=tuple(stage.id for stage in stages), language=language)
            for lane in journey_map.of_kind(RecordKind.LANE)
        ),
        personas=tuple(str(one.content("name") or "") for one in journey_map.of_kind(RecordKind.PERSONA)),
        cards=len(tuple(journey_map.of_kind(RecordKind.CARD))),
    )


def _lane(lane: MapRecord, journey_map: JourneyMap, *, stages: tuple[str, ...], language: str) -> PreviewLane:
    here = [
        record
        for kind in (RecordKind.CARD, RecordKind.CELL)
        for record in journey_map.of_kind(kind)
        if record.content("lane") == lane.id
    ]
    written = [one for one in here if one.content("level") is None]
    cards = tuple(
        tuple(_letters(one) for one in written if one.content("stage") == stage)[:MOST_CARDS] for stage in stages
    )
    curves = tuple(_curves([one for one in here if one.content("level") is not None], stages))
    return PreviewLane(str(lane.content("shows")), lane_name(lane, language=language), cards, curves)


def _letters(record: MapRecord) -> int:
    return min(LONGEST_TEXT, len(str(record.content("text") or record.content("message") or "")))


def _curves(points: list[MapRecord], stages: tuple[str, ...]) -> Iterator[PreviewCurve]:
    """Yields one curve for each persona, as it is and as it should be."""
    for whose in dict.fromkeys((one.content("persona"), bool(one.content("is_planned"))) for one in points):
        own = [one for one in points if (one.content("persona"), bool(one.content("is_planned"))) == whose]
        levels = [[one.content("level") for one in own if one.content("stage") == stage] for stage in stages]
        yield PreviewCurve(tuple(sum(one) / len(one) if one else None for one in levels), is_planned=whose[1])
