"""Our own documents, YAML or JSON, from outside: every fault at once, and nothing that JSON could not hold."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from resa.mapping import document, settings
from resa.mapping.reading.report import Reading, ReadMap

DEEPEST = 40


def read_document(name: str, text: str) -> ReadMap:
    """Returns the map that a document writes; raises an error with every fault."""
    reading = Reading("a map document", name)
    is_json = text.lstrip("\ufeff \t\r\n")[:1] == "{"
    found = _json(text, reading) if is_json else _yaml(text, reading)
    reading.faults += list(_odd(found, at="", depth=0))
    reading.check()
    made = document.from_plain(found, where=name)
    reading.became.append(f"{len(made.records)} records: the map, without loss")
    return reading.done(made)


def _json(text: str, reading: Reading) -> Mapping[str, Any]:
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reading.faults.append(f"expected JSON: {error}")
        found = {}
    reading.check()
    return found if isinstance(found, dict) else {}


def _yaml(text: str, reading: Reading) -> Mapping[str, Any]:
    """Returns what YAML says; names for parts are refused: a few lines of them say more than any machine holds."""
    try:
        if "*" in text and "&" in text:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            for event in yaml.parse(text, Loader=loader):
                if isinstance(event, yaml.AliasEvent):
                    line = event.start_mark.line + 1 if event.start_mark else 0
                    reading.faults.append(f"line {line}: expected no aliases, write the part out")
                    break
        reading.check()
        return settings.read(text, where=reading.name)
    except (RecursionError, yaml.YAMLError, ValueError) as error:
        reading.faults.append(f"expected YAML: {' '.join(str(error).split())}")
    reading.check()
    return {}


def _odd(content: Any, *, at: str, depth: int) -> Iterator[str]:
    """Yields where something stands that JSON can't hold: dates, endless numbers, names that are no texts."""
    if depth > DEEPEST:
        yield f"{at}: expected at most {DEEPEST} levels, got more"
        return
    match content:
        case None | bool() | str() | int():
            return
        case float():
            if not math.isfinite(content):
                yield f"{at}: expected a finite number, got {content}"
        case list():
            for number, one in enumerate(content):
                yield from _odd(one, at=f"{at}[{number}]", depth=depth + 1)
        case dict():
            for name, one in content.items():
                place = f"{at}.{name}" if at else str(name)
                if not isinstance(name, str):
                    yield f"{place}: expected a text as the name, got {type(name).__name__}; put it in quotes"
                yield from _odd(one, at=place, depth=depth + 1)
        case _:
            yield f"{at}: expected text, a number, yes or no, got {type(content).__name__}; put it in quotes"
