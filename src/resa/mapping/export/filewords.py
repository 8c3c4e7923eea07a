"""What files of rows call columns and known contents: the words that the app's tables say, asked of the same code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.drawingthread import new_engine, on_drawing_thread

Content = tuple[str | tuple[str] | None, str | None]
"""A text, a step of a path, or nothing; and what its row is about, since a goal and a stage can have one name."""

LONGEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Unsaid:
    """An answer's columns with their unit and variant, and the texts in each of them, once each."""

    what: str
    per: str
    columns: tuple[str, ...]
    measures: Mapping[str, Mapping[str, str]]
    contents: Mapping[str, tuple[Content, ...]]


@dataclass(frozen=True, slots=True)
class FileWords:
    """What to write: heads and units by column, contents by column and text, and words for the ends of intervals."""

    heads: Mapping[str, str]
    units: Mapping[str, str]
    contents: Mapping[str, Mapping[Content, str]]
    ends: tuple[str, str]


def file_words(unsaid: Unsaid, *, language: str) -> FileWords:
    """Returns what an answer's columns and known contents are called in a language; other texts stay as they are."""
    asked = orjson.dumps(unsaid).decode()

    def call() -> str:
        said: str = _engine().call("said", asked, language, timeout_sec=LONGEST_SECONDS)
        return said

    told: dict[str, Any] = orjson.loads(on_drawing_thread(call))
    return FileWords(
        heads=dict(zip(unsaid.columns, told["heads"], strict=True)),
        units=dict(zip(unsaid.columns, told["units"], strict=True)),
        contents={name: dict(zip(unsaid.contents[name], said, strict=True)) for name, said in told["contents"].items()},
        ends=(told["ends"][0], told["ends"][1]),
    )


@cache
def _engine() -> Any:
    engine = new_engine()
    engine.eval(bundle_text("filewords.js"))
    engine.eval(
        "function said(unsaid, language) { return JSON.stringify(filewords.fileWords(JSON.parse(unsaid), language)); }"
    )
    return engine
