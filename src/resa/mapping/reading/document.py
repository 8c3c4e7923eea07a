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
    """Returns what YAML says, once its parts were looked through one by one.

    Names for parts are refused, since a few lines of them say more than any machine holds; and depth, since what
    builds the whole at once goes down with it.
    """
    try:
        reading.faults += _traps(text)
        reading.check()
        return settings.read(text, where=reading.name)
    except (RecursionError, yaml.YAMLError, ValueError) as error:
        reading.faults.append(f"expected YAML: {' '.join(str(error).split())}")
    reading.check()
    return {}


def _traps(text: str) -> list[str]:
    """Returns what of a YAML text must not be built: the first alias, the first part that lies too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            return [f"line {line}: expected no aliases, write the part out"]
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return [f"line {line}: expected at most {DEEPEST} levels, got more"]
    return []


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
