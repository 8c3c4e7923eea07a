"""All templates that come with Resa: every form of every story that fits it, searchable by need and industry."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from resa.mapping.templates.story import Form, LaneSpec, Story, forms, stories
from resa.mapping.templates.words import said


@dataclass(frozen=True, slots=True)
class Template:
    """A form of a story."""

    form: Form
    story: Story

    @property
    def id(self) -> str:
        """What it is called in addresses, for example "retail-current_state"."""
        return f"{self.story.id}-{self.form.id}"

    @property
    def lanes(self) -> tuple[LaneSpec, ...]:
        """Its lanes; optional ones only where the story tells them."""
        return tuple(one for one in self.form.lanes if not one.is_optional or one.tells in self.story.lanes)

    def title(self, language: str) -> str:
        """Returns what it is called."""
        journey: str = said(self.story.title, language)
        pattern: str = said(self.form.title, language)
        return pattern.replace("{journey}", journey)

    def summary(self, language: str) -> str:
        """Returns what it is for, in one sentence."""
        text: str = said(self.form.summary, language)
        return text

    def needs(self, language: str) -> tuple[str, ...]:
        """Returns the needs that it answers."""
        return tuple(self.form.needs[language])

    def stages(self, language: str) -> tuple[str, ...]:
        """Returns the names of its stages."""
        return tuple(said(told["name"], language) for told in self.story.stages.values())


@cache
def templates() -> Mapping[str, Template]:
    """Returns all templates by id, form by form."""
    pairs = (Template(form, story) for form in forms().values() for story in stories().values())
    fitting = [one for one in pairs if one.form.tells == one.story.tells]
    return MappingProxyType({one.id: one for one in fitting})
