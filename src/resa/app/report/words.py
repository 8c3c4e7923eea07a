"""The words of reports, in the languages that the map speaks; `words.yaml` holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from resa.mapping.export.speaker import Speaker, Told

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled one where it exists


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the words of reports in one language, with the names and figures of the map."""

    speaker: Speaker

    def tell(self, key: str, /, **given: Told) -> str:
        """Returns a text of reports with its blanks filled."""
        return self.speaker.say(report_words(self.speaker.language)[key], **given)

    def tell_of(self, group: str, name: str, /, **given: Told) -> str:
        """Returns a group's text for a name, or the group's text for all others."""
        key = f"{group}.{name}"
        return self.tell(key if key in report_words(self.speaker.language) else f"{group}.other", **given)


@cache
def report_words(language: str) -> Mapping[str, str]:
    """Returns what each key says in a language.

    >>> report_words("da")["head.state"]
    'Sådan står det til'
    """
    told = ((f"{group}.{name}", texts) for group, listed in _read().items() for name, texts in listed.items())
    return MappingProxyType({key: str(texts[language]) for key, texts in told})


@cache
def _read() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = files("resa.app.report").joinpath("words.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(text, Loader=_Loader)  # both are safe loaders
    return read
