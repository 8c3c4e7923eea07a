"""What a group is called before anybody names it: after what it does most unlike others, never after who they are.

Words about people themselves are used only where nothing else is known of them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from resa.understand.persona.trait import Difference

LANGUAGES = ("en", "sv", "da", "nb")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled one where it exists
_PARTS = 2


def names_of(differences: Sequence[Difference], *, taken: Sequence[str] = ()) -> dict[str, str]:
    """Returns a name in each language from a group's differences, the strongest first.

    A name that is `taken` (in English) gets one part more, so that no two groups are called the same.
    """
    phrases = _phrases(differences)
    for parts in range(_PARTS, max(_PARTS, len(phrases)) + 1):
        names = {language: _joined([one[language] for one in phrases[:parts]]) for language in LANGUAGES}
        if names["en"] and names["en"] not in taken:
            return names
    anybody = _words()["anybody"]
    number = sum(one.startswith(anybody["en"]) for one in taken)
    return {language: anybody[language] + (f" {number + 1}" if number else "") for language in LANGUAGES}


def _phrases(differences: Sequence[Difference]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    told: set[object] = set()
    more = [one for one in differences if one.difference > 0]
    rarer = {one.trait for one in differences if one.level == "mainly" and one.difference < 0}
    acting = [one for one in more if one.aspect != "demographics" and not (one.level == "some" and one.trait in rarer)]
    for one in acting or more:
        phrase = _phrase(one)
        if phrase is not None and not {one.trait, one.same_as} & told:
            told |= {one.trait, one.same_as}
            found.append(phrase)
    return found


def _phrase(one: Difference) -> dict[str, str] | None:
    words, (kind, _, name) = _words(), one.trait.partition(":")
    match kind:
        case "channel":
            pattern = {"mainly": "mainly", "some": "also"}.get(one.level)
            called = words["channels"].get(name, dict.fromkeys(LANGUAGES, name))
            return {each: words[pattern][each].format(called[each]) for each in LANGUAGES} if pattern else None
        case "profile" | "answer" if one.level in ("low", "high"):
            return {each: words[one.level][each].format(name) for each in LANGUAGES}
        case "profile" | "answer" if one.level in ("middle", "none", "some", "other"):
            return None
        case "profile":
            is_plain = one.level.casefold() not in ("yes", "no", "ja", "nej", "nei", "true", "false", "1", "0")
            return dict.fromkeys(LANGUAGES, one.level if is_plain else f"{name}: {one.level}")
        case _:
            found: dict[str, str] | None = words.get(f"{one.trait}.{one.level}")
            return found


def _joined(parts: Sequence[str]) -> str:
    whole = ", ".join(parts)
    return whole[:1].upper() + whole[1:]


@cache
def _words() -> Mapping[str, Any]:
    text = files("resa.understand.persona").joinpath("rolewords.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, Loader=_Loader)  # both are safe loaders
    return read
