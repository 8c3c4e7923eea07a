"""A map as Mermaid text: a `journey` (sections are stages, tasks are steps, scores feelings) or a flowchart.

A journey's score is 1 (bad) to 5 (good): the feeling -2 to 2 and three. Mermaid wants a score for every task, so a step
of which no feeling is known gets 3, below a comment that says so.
"""

from collections.abc import Iterator
from itertools import pairwise

from resa.mapping.export.loss import Losses, LossList
from resa.mapping.export.sketch import Sketch, SketchStep, all_steps, note_losses, sketch_of
from resa.mapping.mermaidtext import written_text
from resa.model.journeymap import JourneyMap, RecordKind

DIAGRAMS = ("journey", "flowchart")
UNKNOWN = "%% no feeling is known of the next step"
PERSONAS = "%% personas:"
"""Below the title: who the map is about, since a diagram names only those who take part in a step."""

MIDDLE = 3


def write_mermaid(journey_map: JourneyMap, *, diagram: str = "journey", language: str = "en") -> tuple[str, Losses]:
    """Returns the diagram and what it can't hold, which its first comments say too."""
    losses = LossList()
    sketch = sketch_of(journey_map, language=language)
    if diagram == "flowchart":
        lines = list(_flowchart(journey_map, sketch, losses))
        also = frozenset(one.id for one in journey_map.of_kind(RecordKind.LINK))
    else:
        lines, also = list(_journey(sketch, losses)), frozenset[str]()
    note_losses(journey_map, sketch, losses=losses, language=language, also=also)
    told = losses.told()
    comments = [f"    %% not held here: {_comment(one)}" for one in told.sentences]
    return "\n".join([lines[0], *comments, *lines[1:]]) + "\n", told


def _journey(sketch: Sketch, losses: LossList) -> Iterator[str]:
    yield "journey"
    if sketch.title.strip():
        yield f"    title {written_text(sketch.title)}"
    if sketch.personas:
        yield f"    {PERSONAS} {', '.join(written_text(name, also=',') for name in sketch.personas.values())}"
    for stage in sketch.stages:
        yield f"    section {written_text(stage.name)}"
        for step in stage.steps:
            _note_step(step, losses)
            if not step.feelings:
                yield f"      {UNKNOWN}"
            yield f"      {written_text(step.name)}: {_score(step):g}: {_actors(sketch, step)}".rstrip(": ")


def _note_step(step: SketchStep, losses: LossList) -> None:
    for name in ("touchpoint", "channel", "parent", "note"):
        if step.record.content(name):
            losses.add(f"the {name} of a step is not held", step.name)
    levels = {one.level for one in step.feelings}
    if len(levels) > 1:
        losses.add("personas who feel differently at a step share the first one's score", step.name)
    losses.extend("what is written at a feeling is not held", (one.text for one in step.feelings if one.text))


def _score(step: SketchStep) -> float:
    return round(MIDDLE + step.feelings[0].level, 2) if step.feelings else MIDDLE


def _actors(sketch: Sketch, step: SketchStep) -> str:
    """Returns who feels so: those whose own feeling is known, else all personas."""
    own = [sketch.personas[str(one.persona)] for one in step.feelings if one.persona in sketch.personas]
    everybody = any(one.persona is None for one in step.feelings)
    names = own if own and not everybody else list(sketch.personas.values())
    return ", ".join(written_text(name, also=",") for name in names)


def _flowchart(journey_map: JourneyMap, sketch: Sketch, losses: LossList) -> Iterator[str]:
    nodes = {step.record.id: f"n{number}" for number, step in enumerate(all_steps(sketch), start=1)}
    yield "flowchart LR"
    if sketch.title.strip():
        yield f"    accTitle: {written_text(sketch.title)}"
    for number, stage in enumerate(sketch.stages, start=1):
        yield f'    subgraph s{number}["{written_text(stage.name)}"]'
        for step in stage.steps:
            yield f'        {nodes[step.record.id]}["{written_text(step.name)}"]'
        yield "    end"
    links = journey_map.of_kind(RecordKind.LINK)
    for link in links:
        text = written_text(str(link.content("text") or ""), also="|")
        label = f'|"{text}"|' if text else ""
        yield f"    {nodes[str(link.content('from'))]} -->{label} {nodes[str(link.content('to'))]}"
        if link.content("measurement"):
            losses.add("figures of links are not held", link.id)
    if not links:
        names = list(nodes.values())
        yield from (f"    {one} ~~~ {other}" for one, other in pairwise(names))
    losses.extend("feelings are not held", (step.name for step in all_steps(sketch) if step.feelings))
    losses.extend("personas are not held", sketch.personas.values())
    for step in all_steps(sketch):
        losses.extend("the channel of a step is not held", [step.name] if step.record.content("channel") else [])


def _comment(sentence: str) -> str:
    return " ".join(sentence.split()).replace("{", "(").replace("}", ")")
