"""What files of rows call columns and known contents: the words that the app's tables say, asked of the same code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from resa.mapping.export.bundlescript import tables_say

Content = tuple[str | tuple[str] | None, str | None]
"""A text, a step of a path, or nothing; and what its row is about, since a goal and a stage can have one name."""


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
    told: dict[str, Any] = orjson.loads(tables_say("fileWordsOf", orjson.dumps(unsaid).decode(), language))
    return FileWords(
        heads=dict(zip(unsaid.columns, told["heads"], strict=True)),
        units=dict(zip(unsaid.columns, told["units"], strict=True)),
        contents={name: dict(zip(unsaid.contents[name], said, strict=True)) for name, said in told["contents"].items()},
        ends=(told["ends"][0], told["ends"][1]),
    )
