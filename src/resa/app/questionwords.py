"""The words of the catalogue of questions, in the languages that the app speaks; `questionwords.yaml` holds them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

LANGUAGES = ("en", "sv", "da", "nb")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled one where it exists


@cache
def words(language: str) -> Mapping[str, str]:
    """Returns what each key says in one of `LANGUAGES`.

    >>> words("sv")["question.retention"]
    'Vilka som kommer tillbaka'
    """
    told = ((f"{group}.{name}", texts) for group, listed in _read().items() for name, texts in listed.items())
    return MappingProxyType({key: str(texts[language]) for key, texts in told})


@cache
def _read() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = files("resa.app").joinpath("questionwords.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(text, Loader=_Loader)  # both are safe loaders
    return read
