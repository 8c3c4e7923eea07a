"""Stories and forms as their files tell them, read once, with every fault named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from resa.mapping import settings
from resa.mapping.templates.words import Text, untold
from resa.model.journeymap import FORMS

JOURNEY = "journey"
DAY = "day"


@dataclass(frozen=True, slots=True)
class Story:
    """An invented company's journey: its people, stages, and what stands in each lane, stage by stage.

    `lanes` holds, by the name of the lane, lists of cards by stage. A card is a text in every language with further
    fields beside the languages.
    """

    id: str
    tells: str  # JOURNEY or DAY
    industry: str
    title: Text
    company: Text
    scope: Text
    outcome: Text
    personas: Mapping[str, Mapping[str, Any]]
    stages: Mapping[str, Mapping[str, Any]]
    steps: Mapping[str, list[Mapping[str, Any]]]
    lanes: Mapping[str, Mapping[str, list[Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class LaneSpec:
    """A lane of a form: what it shows, under which name a story tells it, and what it is called.

    An optional lane is left out of stories that do not tell it.
    """

    shows: str
    tells: str
    name: Text | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of map: which lanes it has, what it is for, and which needs it answers.

    `name` is what the kind is called, `title` a map of it and holds {journey}. `keeps` names the lanes that a blank map
    starts with filled.
    """

    id: str
    form: str  # one of FORMS
    tells: str
    position: int
    name: Text
    title: Text
    summary: Text
    needs: Mapping[str, list[str]]
    lanes: tuple[LaneSpec, ...]
    is_planned: bool
    keeps: tuple[str, ...]


class StoryError(settings.SettingsError):
    """A story, form or guide that lacks something; the package is damaged, or somebody has just changed it."""

    code = "story"


@cache
def stories() -> Mapping[str, Story]:
    """Returns the invented companies by id, industry by industry."""
    order = list(industries())
    read = [story_of(name, found) for name, found in told("stories")]
    read.sort(key=lambda story: order.index(story.industry))
    return MappingProxyType({story.id: story for story in read})


@cache
def forms() -> Mapping[str, Form]:
    """Returns the kinds of maps by id, in the order in which a gallery shows them."""
    read = sorted((_form(name, found) for name, found in told("forms")), key=lambda form: form.position)
    return MappingProxyType({form.id: form for form in read})


def industries() -> Mapping[str, Mapping[str, Text]]:
    """Returns what is particular about each industry: its name, and a sentence on what matters there."""
    found: Mapping[str, Mapping[str, Text]] = _usual()["industries"]
    return found


def trait_names() -> Mapping[str, Text]:
    """Returns what the traits of personas are called."""
    names: Mapping[str, Text] = _usual()["traits"]
    return names


def channel_names() -> Mapping[str, Text]:
    """Returns what channels are called in the lane of channels."""
    names: Mapping[str, Text] = _usual()["channels"]
    return names


def usual_plan() -> tuple[Mapping[str, str], ...]:
    """Returns the usual matrix of messages: stage of the data, channel, and what the message is for."""
    found = _usual()["messages"]
    return tuple({"stage": stage, **one} for stage, listed in found.items() for one in listed)


@cache
def _usual() -> Mapping[str, Any]:
    return dict(told("usual"))


def told(folder: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yields the data files of a folder by name; raises `StoryError` where a text lacks a language."""
    for path in sorted(files(__package__).joinpath(folder).iterdir(), key=lambda one: one.name):
        if not path.name.endswith(".yaml"):
            continue
        found = settings.read(path.read_text(encoding="utf-8"), where=path.name)
        faults = list(untold(found))
        if faults:
            raise StoryError(f"expected every text of {path.name} in every language", faults=faults)
        yield path.name.removesuffix(".yaml"), found


def story_of(name: str, found: Mapping[str, Any]) -> Story:
    """Returns the story that a file tells."""
    return Story(
        id=name,
        tells=found["tells"],
        industry=found["industry"],
        title=found["title"],
        company=found["company"],
        scope=found["scope"],
        outcome=found["outcome"],
        personas=found["personas"],
        stages=found["stages"],
        steps=found.get("steps", {}),
        lanes=found["lanes"],
    )


def lane_of(written: str | Mapping[str, Any]) -> LaneSpec:
    """Returns a lane as a form writes it: what it shows, or that with a name."""
    if isinstance(written, str):
        return LaneSpec(written, written)
    return LaneSpec(
        written["shows"], written.get("tells", written["shows"]), written.get("name"), written.get("is_optional", False)
    )


def _form(name: str, found: Mapping[str, Any]) -> Form:
    if found["form"] not in FORMS:
        raise StoryError(f"expected one of {', '.join(FORMS)} in {name}, got {found['form']!r}")
    return Form(
        id=name,
        form=found["form"],
        tells=found["tells"],
        position=found["position"],
        name=found["name"],
        title=found["title"],
        summary=found["summary"],
        needs=found["needs"],
        lanes=tuple(lane_of(one) for one in found["lanes"]),
        is_planned=found.get("is_planned", False),
        keeps=tuple(found.get("keeps", ())),
    )
