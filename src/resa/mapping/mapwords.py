"""What lanes, stages and parts of a sheet are called, in four languages: for writing files, and for reading others'."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from resa.model.journeymap import MapRecord

LANGUAGES = ("en", "sv", "da", "nb")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled one where it exists


def lane_name(record: MapRecord, *, language: str) -> str:
    """Returns what a lane is called: its own name, else that of its kind, else the KPI's, else what it shows."""
    own = str(record.content("name") or "").strip()
    shows = str(record.content("shows") or "")
    known = _words()["lanes"].get(shows)
    if own:
        return own
    return str(known[_in(language)][0] if known else _words()["kpis"].get(shows, {}).get(_in(language)) or shows)


def stage_name(record: MapRecord, *, language: str) -> str:
    """Returns what a stage is called: its own name, else that of the stage of the data that it shows, else its id."""
    own = str(record.content("name") or "").strip()
    followed = str(record.content("follows") or record.id.removeprefix("stage:"))
    return own or str(_words()["stages"].get(followed, {}).get(_in(language)) or followed)


def word(key: str, *, language: str) -> str:
    """Returns a word of sheets.

    >>> word("lane", language="sv")
    'Rad'
    """
    return str(_words()["sheet"][key][_in(language)])


def lane_kind(name: str) -> str | None:
    """Returns the kind of lane that a name means, in any of the four languages; None where it means none.

    >>> lane_kind("Pain points"), lane_kind("KUNDENS HANDLINGAR (steg)"), lane_kind("Weather")
    ('pain', 'customer_action', None)
    """
    wanted = squeezed(name)
    known = _kinds()
    if wanted in known:
        return known[wanted]
    inside = [one for one in known if len(one) > 3 and re.search(rf"\b{re.escape(one)}\b", wanted)]
    return known[max(inside, key=len)] if inside else None


def stands_for(name: str, kind: str) -> bool:
    """Returns whether a name is the one that we write for a kind of lane in some language.

    >>> stands_for("PAINS", "pain"), stands_for("Pain points", "pain")
    (True, False)
    """
    known = _words()["lanes"].get(kind, {})
    return squeezed(name) in {squeezed(str(names[0])) for names in known.values()}


def squeezed(name: str) -> str:
    """Returns a name as names are compared: small letters, without brackets, signs and doubled spaces."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"\(.*?\)|\[.*?\]", " ", text)
    return " ".join(re.sub(r"[^\w:-]+", " ", text).split()).strip(":- ")


@cache
def _kinds() -> Mapping[str, str]:
    """Returns kinds by every name; names that come first in the file win, first names before all others."""
    found: dict[str, str] = {}
    for is_first in (True, False):
        for kind, name in _names(is_first=is_first):
            found.setdefault(name, kind)
    return found


def _names(*, is_first: bool) -> Iterator[tuple[str, str]]:
    for kind, by_language in _words()["lanes"].items():
        for names in by_language.values():
            yield from ((kind, squeezed(str(name))) for name in (names[:1] if is_first else names[1:]))
        if not is_first:
            yield kind, squeezed(kind.replace("_", " "))
            yield kind, kind


def _in(language: str) -> str:
    return language if language in LANGUAGES else "en"


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    text = files("resa.mapping").joinpath("mapwords.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, Any]] = yaml.load(text, Loader=_Loader)  # both are safe loaders
    return read
