"""CJML as a map: phases are stages, communication points and actions steps, end users personas, providers people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from resa.mapping.export.cjml import COMPANY, CUSTOMER, MIDDLE
from resa.mapping.reading.build import MapBuild
from resa.mapping.reading.report import Reading, ReadMap
from resa.mapping.reading.xml import read_xml
from resa.model.journeymap import JourneyMap, RecordKind

JOURNEYS = ("plannedJourney", "actualJourney")
POINTS = tuple(f"{kind}{what}" for kind in ("planned", "actual") for what in ("CommunicationPoint", "Action"))
HELD = {
    *("touchpointID", "belongsTo", "initiator", "receiver", "channel", "comment", "touchpointExperience"),
    *(
        "journeyID",
        "journeyTitle",
        "journeyPhases",
        "journeyShortSummary",
        "journeyLongSummary",
        "actors",
        "touchpoints",
    ),
}
MOST_STEPS = 5_000


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a touchpoint: which actor, and what it is called there."""

    actor: str
    label: str


@dataclass(slots=True)
class _Journey:
    """What a journey says of its parts, by their ids there."""

    phases: dict[str, tuple[str, str]] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)


def read_cjml(name: str, content: bytes) -> ReadMap:
    """Returns the map of the first journey of a CJML file; raises `UnreadableMapError` with every fault."""
    reading = Reading("CJML", name)
    root = read_xml(name, content)
    if root.tag != "CJML":
        reading.faults.append(f"expected the element CJML, got {root.tag!r:.60}")
        reading.check()
    journeys = [one for one in root if one.tag in JOURNEYS]
    if not journeys:
        reading.faults.append(f"expected one of the elements {', '.join(JOURNEYS)} in CJML, got none")
        reading.check()
    reading.left_out.extend("journeys after the first one", (_text(one, "journeyTitle") for one in journeys[1:]))
    _note_others(reading, root, held=set(JOURNEYS))
    return reading.done(_map(journeys[0], reading))


def _map(element: Element, reading: Reading) -> JourneyMap:
    journey = _journey(element, reading)
    points = element.findall("touchpoints/*")
    known = [one for one in points if one.tag in POINTS]
    reading.left_out.extend("touchpoints of an unknown kind", (one.tag for one in points if one.tag not in POINTS))
    if len(known) > MOST_STEPS:
        reading.faults.append(f"expected at most {MOST_STEPS:,} touchpoints, got {len(known):,}")
    ends = [_ends(point, number, journey, reading) for number, point in enumerate(known, start=1)]
    reading.check()
    build = MapBuild()
    is_planned = element.tag == JOURNEYS[0]
    build.add(
        RecordKind.MAP,
        title=_text(element, "journeyTitle"),
        form="future_state" if is_planned else "current_state",
        scope=_text(element, "journeyShortSummary"),
        note=_text(element, "journeyLongSummary"),
        is_planned=True if is_planned else None,
    )
    personas = {
        actor: build.add(RecordKind.PERSONA, name=name, position=at)
        for at, (actor, name) in enumerate(pair for pair in journey.users.items() if pair[1])
    }
    stages = {
        phase: build.add(RecordKind.STAGE, name=name, note=note, position=at)
        for at, (phase, (name, note)) in enumerate(journey.phases.items())
    }
    _add_steps(build, known, ends, journey=journey, personas=personas, stages=stages, reading=reading)
    _tell(reading, journey, known)
    return build.map()


def _add_steps(
    build: MapBuild,
    points: list[Element],
    ends: list[tuple[_End, _End | None]],
    *,
    journey: _Journey,
    personas: dict[str, str],
    stages: dict[str, str],
    reading: Reading,
) -> None:
    counts: dict[str, int] = {}
    for point, (initiator, receiver) in zip(points, ends, strict=True):
        belongs = point.find("belongsTo")
        phase = (belongs.get("phaseIDref") or "").strip() if belongs is not None else ""
        if phase not in stages:
            stages[phase] = build.add(RecordKind.STAGE, position=len(stages))
            reading.left_out.add("touchpoints without a phase stand in a last stage without a name", initiator.label)
        stage = stages[phase]
        place = counts[stage] = counts.get(stage, -1) + 1
        channel = _text(point, "channel/channelName")
        step = build.add(
            RecordKind.STEP,
            name=initiator.label or (receiver.label if receiver else "") or "–",
            stage=stage,
            position=place,
            channel=channel,
            note=_text(point, "comment"),
        )
        actors = [one.actor for one in (initiator, receiver) if one is not None]
        provider = next((journey.providers[one] for one in actors if journey.providers.get(one)), None)
        if provider:
            build.add(RecordKind.CARD, lane=build.lane("people"), stage=stage, step=step, text=provider)
        persona = _persona(actors, personas)
        _add_feeling(build, point, stage=stage, step=step, persona=persona, reading=reading)
        _note_point(point, initiator, receiver, journey, reading)


def _add_feeling(
    build: MapBuild, point: Element, *, stage: str, step: str, persona: str | None, reading: Reading
) -> None:
    felt = point.find("touchpointExperience")
    if felt is None:
        return
    text, rating = _text(felt, "experienceDescription"), _text(felt, "experienceRating")
    try:
        number = float(rating) if rating else float("nan")
    except ValueError:
        number = float("nan")
    is_known = 1 <= number <= 5
    if rating and not is_known:
        reading.left_out.add("ratings other than 1 to 5", rating)
    if is_known or text:
        level = number - MIDDLE if is_known else None
        tidy = int(level) if level is not None and level.is_integer() else level
        lane = build.lane("emotion" if is_known else "feeling_word")
        kind = RecordKind.CELL if is_known else RecordKind.CARD
        build.add(kind, lane=lane, stage=stage, step=step, persona=persona, level=tidy if is_known else None, text=text)


def _persona(actors: list[str], personas: dict[str, str]) -> str | None:
    """Returns whose feeling it is, None where the journey has one persona only."""
    found = next((personas[one] for one in actors if one in personas), None)
    return found if len(personas) > 1 else None


def _journey(element: Element, reading: Reading) -> _Journey:
    journey = _Journey()
    for phase in element.findall("journeyPhases/journeyPhase"):
        phase_id = (phase.get("phaseID") or "").strip()
        journey.phases.setdefault(phase_id, (_text(phase, "phaseName") or phase_id, _text(phase, "phaseDescription")))
    for actor in element.findall("actors/*"):
        actor_id = (actor.get("actorID") or actor.get("actorIDref") or "").strip()
        if actor.tag == "endUser":
            journey.users[actor_id] = "" if actor_id == CUSTOMER else _text(actor, "actorName") or actor_id
        elif actor.tag == "serviceProvider":
            journey.providers[actor_id] = "" if actor_id == COMPANY else _text(actor, "companyName") or actor_id
        else:
            reading.left_out.add("actors of an unknown kind", actor.tag)
    _note_others(reading, element, held=HELD)
    return journey


def _ends(point: Element, number: int, journey: _Journey, reading: Reading) -> tuple[_End, _End | None]:
    initiator, receiver = _end(point, "initiator"), _end(point, "receiver")
    at = f"touchpoint {_text(point, 'touchpointID') or number}"
    if initiator is None:
        reading.faults.append(f"{at}: expected an initiator, got none")
    if point.tag.endswith("CommunicationPoint") and receiver is None:
        reading.faults.append(f"{at}: expected a receiver of what is communicated, got none")
    for end in (initiator, receiver):
        if end is not None and end.actor not in journey.users and end.actor not in journey.providers:
            journey.providers[end.actor] = end.actor  # files of other tools name actors that they do not list
    return initiator or _End("", ""), receiver


def _end(point: Element, name: str) -> _End | None:
    found = point.find(name)
    if found is None:
        return None
    refers = found.find("refersTo")
    actor = (refers.get("actorIDref") or "").strip() if refers is not None else ""
    return _End(actor, _text(found, f"{name}Label"))


def _note_point(point: Element, initiator: _End, receiver: _End | None, journey: _Journey, reading: Reading) -> None:
    _note_others(reading, point, held=HELD)
    if receiver and receiver.label not in ("", initiator.label):
        reading.left_out.add("labels of receivers", receiver.label)
    if receiver and initiator.actor in journey.providers:
        reading.left_out.add("that the company began", initiator.label)


def _note_others(reading: Reading, element: Element, *, held: Iterable[str]) -> None:
    known = set(held)
    for one in element:
        if one.tag not in known:
            reading.left_out.add(f"elements {one.tag!r}", (one.text or "").strip())


def _tell(reading: Reading, journey: _Journey, points: list[Element]) -> None:
    counts = {
        "phases: stages": len(journey.phases),
        "touchpoints: steps": len(points),
        "end users: personas": sum(bool(name) for name in journey.users.values()),
        "service providers: cards of the lane People": sum(bool(name) for name in journey.providers.values()),
    }
    reading.became += [f"{count} {what}" for what, count in counts.items() if count]


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
