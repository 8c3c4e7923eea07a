"""A map as CJML 2.0, SINTEF's Customer Journey Modelling Language: the steps of a journey with actors and channels.

CJML tells planned journeys from actual ones. A map that is planned is written as a planned journey, any other as an
actual one, and only actual journeys hold what somebody felt. No schema is published with the language, so this is the
part that its examples and its own tools read and write, in their order: phases, actors, communication points (steps
with a channel) and actions (steps without). Ratings are 1 (bad) to 5 (good).

Source: R. Halvorsrud and others, Customer Journey Modelling Language, version 2.0, SINTEF, 2022 (cjml.no).
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from resa.mapping.export.loss import Losses, LossList
from resa.mapping.export.sketch import Sketch, SketchStep, note_losses, sketch_of
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind

VERSION = "2.0"
CUSTOMER, COMPANY = "customer", "company"
"""Actors where the map names none; reading makes neither a persona nor a card of them."""

MIDDLE = 3
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_cjml(journey_map: JourneyMap, *, language: str = "en") -> tuple[str, Losses]:
    """Returns the XML and what it can't hold, which a comment in it says too."""
    losses = LossList()
    sketch = sketch_of(journey_map, language=language)
    people = _people(journey_map)
    root = Element("CJML", {"version": VERSION})
    journey = SubElement(root, "plannedJourney" if sketch.is_planned else "actualJourney")
    _head(journey, journey_map, sketch)
    _actors(journey, sketch, people)
    _touchpoints(journey, sketch, people, losses)
    held = frozenset(one.id for one in people.values())
    note_losses(journey_map, sketch, losses=losses, language=language, also=held | _lanes_of(people))
    found = losses.told()
    comments = "".join(f"<!-- not held here: {_comment(one)} -->\n" for one in found.sentences)
    ElementTree.indent(root)
    return f"{_HEAD}{comments}{ElementTree.tostring(root, encoding='unicode')}\n", found


def _head(journey: Element, journey_map: JourneyMap, sketch: Sketch) -> None:
    own = next(iter(journey_map.of_kind(RecordKind.MAP)), None)
    _text(journey, "journeyID", "PJ1" if sketch.is_planned else "AJ1")
    _text(journey, "journeyTitle", sketch.title)
    phases = SubElement(journey, "journeyPhases")
    for number, stage in enumerate(sketch.stages, start=1):
        phase = SubElement(phases, "journeyPhase", {"phaseID": f"P{number}"})
        _text(phase, "phaseName", stage.name)
        _text(phase, "phaseDescription", str(stage.record.content("note") or ""))
    for name, field in (("journeyShortSummary", "scope"), ("journeyLongSummary", "note")):
        if own and own.content(field):
            _text(journey, name, str(own.content(field)))


def _actors(journey: Element, sketch: Sketch, people: dict[str, MapRecord]) -> None:
    actors = SubElement(journey, "actors")
    for number, name in enumerate(sketch.personas.values(), start=1):
        _text(SubElement(actors, "endUser", {"actorID": f"U{number}"}), "actorName", name)
    if not sketch.personas:
        SubElement(actors, "endUser", {"actorID": CUSTOMER})
    for name, actor in _providers(people).items():
        provider = SubElement(actors, "serviceProvider", {"actorID": actor})
        _text(provider, "companyName", name)
    SubElement(actors, "serviceProvider", {"actorID": COMPANY})


def _touchpoints(journey: Element, sketch: Sketch, people: dict[str, MapRecord], losses: LossList) -> None:
    point = SubElement(journey, "touchpoints")
    kind = "planned" if sketch.is_planned else "actual"
    number = 0
    for phase, stage in enumerate(sketch.stages, start=1):
        for step in stage.steps:
            number += 1
            is_talk = bool(step.record.content("channel"))
            one = SubElement(point, f"{kind}{'CommunicationPoint' if is_talk else 'Action'}")
            _text(one, "touchpointID", f"T{number}")
            SubElement(one, "belongsTo", {"phaseIDref": f"P{phase}"})
            _ends(one, sketch, step, people)
            _experience(one, sketch, step, losses)
            _note_step(step, losses)


def _ends(one: Element, sketch: Sketch, step: SketchStep, people: dict[str, MapRecord]) -> None:
    """Writes who takes part, through which channel: the customer begins, since maps do not say who does."""
    ids = list(sketch.personas)
    owner = next((ids.index(str(f.persona)) + 1 for f in step.feelings if f.persona in sketch.personas), 1)
    first = f"U{owner}" if ids else CUSTOMER
    channel, card = step.record.content("channel"), people.get(step.record.id)
    provider = _providers(people)[_name(card)] if card else COMPANY
    _end(one, "initiator", provider if card and not channel else first, step.name)
    if channel:
        _end(one, "receiver", provider, step.name)
        _text(SubElement(one, "channel"), "channelName", str(channel))
    if step.record.content("note"):
        _text(one, "comment", str(step.record.content("note")))


def _end(one: Element, name: str, actor: str, label: str) -> None:
    end = SubElement(one, name)
    SubElement(end, "refersTo", {"actorIDref": actor})
    _text(end, f"{name}Label", label)


def _experience(one: Element, sketch: Sketch, step: SketchStep, losses: LossList) -> None:
    if not step.feelings:
        return
    if sketch.is_planned:
        losses.add("planned journeys hold no feelings", step.name)
        return
    first = step.feelings[0]
    felt = SubElement(one, "touchpointExperience")
    if first.text:
        _text(felt, "experienceDescription", first.text)
    _text(felt, "experienceRating", f"{round(MIDDLE + first.level, 2):g}")
    losses.extend("one feeling is held at a step", (step.name for _ in step.feelings[1:]))


def _note_step(step: SketchStep, losses: LossList) -> None:
    for name in ("touchpoint", "parent", "is_physical"):
        if step.record.content(name):
            losses.add(f"the field {name!r} of a step is not held", step.name)


def _people(journey_map: JourneyMap) -> dict[str, MapRecord]:
    """Returns by step the first card that says who of the company takes part."""
    lanes = {one.id for one in journey_map.of_kind(RecordKind.LANE) if one.content("shows") == "people"}
    cards = (one for one in journey_map.of_kind(RecordKind.CARD) if one.content("lane") in lanes)
    found: dict[str, MapRecord] = {}
    for card in cards:
        if card.content("step") and _name(card):
            found.setdefault(str(card.content("step")), card)
    return found


def _lanes_of(people: dict[str, MapRecord]) -> frozenset[str]:
    return frozenset(str(card.content("lane")) for card in people.values())


def _providers(people: dict[str, MapRecord]) -> dict[str, str]:
    names = dict.fromkeys(_name(card) for card in people.values())
    return {name: f"S{number}" for number, name in enumerate(names, start=1)}


def _name(card: MapRecord) -> str:
    return " ".join(str(card.content("text") or "").split())


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _holdable(text)


def _comment(text: str) -> str:
    return _holdable(" ".join(text.split())).replace("--", "-\N{ZERO WIDTH SPACE}-")


def _holdable(text: str) -> str:
    """Returns a text without letters that XML can't hold."""
    return "".join(one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text)
