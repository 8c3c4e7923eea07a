"""Cuts JSON into its records without reading it whole: the elements of one list, or values one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

LONGEST = 64 << 20  # bytes of one record
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)
_DELTA = np.zeros(256, np.int8)
_DELTA[[ord("{"), ord("[")]] = 1
_DELTA[[ord("}"), ord("]")]] = -1
_MARKS = np.zeros(256, bool)
_MARKS[[ord(mark) for mark in "{}[],"]] = True
_QUOTE, _BACKSLASH, _COMMA = 34, 92, 44
_SPACE = b" \t\r\n"


class Element(NamedTuple):
    """The text of one record and the line it begins on; `fault` is set where it could not be set apart."""

    text: bytes
    line: int
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list somewhere in a document: the dotted way to it and where its first element may begin."""

    path: str
    start: int
    beside: tuple[str, ...]  # the keys before it in the objects around it


def lists(head: bytes) -> Iterator[ListPlace]:
    """Yields the lists that one reaches through objects alone, in the order they begin; the top list has path ""."""
    stack: list[tuple[bytes, str, list[str]]] = []  # the bracket, the key it stands under, the keys in it so far
    key = ""
    is_key = False
    for token in _TOKEN.finditer(head):
        mark = token[0]
        if mark in (b"{", b"["):
            if mark == b"[" and all(bracket == b"{" for bracket, _, _ in stack):
                way = [name for _, name, _ in stack if name] + ([key] if key else [])
                beside = tuple(name for _, _, names in stack for name in names if name not in way)
                yield ListPlace(".".join(way), token.end(), beside)
            stack.append((mark, key, []))
            key, is_key = "", mark == b"{"
        elif mark in (b"}", b"]"):
            if stack:
                stack.pop()
            is_key = False
        elif mark == b",":
            is_key = bool(stack) and stack[-1][0] == b"{"
        elif is_key and mark != b":":
            key, is_key = mark[1:-1].decode("utf-8", "replace"), False
            stack[-1][2].append(key)


def elements(chunks: Iterator[bytes], *, records_path: str | None) -> Iterator[list[Element]]:
    """Yields the records, some at a time: the elements of the list at `records_path`, else of the list at the top.

    Where there is no list at the top, each value of the text is a record. A record that is broken in itself is handed
    out like any other, to be judged by who reads it; what can't be set apart has a `fault`. Memory: a few chunks, or a
    few times the longest record.
    """
    head, start = _located(chunks, records_path)
    if start is None:
        if records_path and head.strip(_SPACE):
            yield [Element(head[:10_000], 1, f"expected a list at {records_path!r} in the JSON, found none")]
        elif head.strip(_SPACE):
            yield from _values(head, chunks)
        return
    yield from _list_elements(head, start, chunks, is_whole=not records_path)


def _located(chunks: Iterator[bytes], records_path: str | None) -> tuple[bytes, int | None]:
    """Returns the text so far and where the records' list begins in it; None where there is no list."""
    head = b""
    for chunk in chunks:
        head += chunk
        if not head.strip(_SPACE):
            continue
        if not records_path:
            first = head.lstrip(_SPACE)
            return head, len(head) - len(first) + 1 if first.startswith(b"[") else None
        place = next((place for place in lists(head) if place.path == records_path), None)
        if place:
            return head, place.start
        if len(head) > LONGEST:
            break
    return head, None


def _list_elements(head: bytes, start: int, chunks: Iterator[bytes], *, is_whole: bool) -> Iterator[list[Element]]:
    line, text = 1 + head[:start].count(b"\n"), head[start:]
    is_first = True
    while True:
        cuts, end = _commas(text)
        bounds = [0, *(cut + 1 for cut in cuts)]
        found = []
        for begin, stop in zip(bounds, cuts, strict=False):
            found.append(_element(text[begin:stop], line))
            line += text.count(b"\n", begin, stop)
        if end is not None:
            last = text[bounds[-1] : end]
            if last.strip(_SPACE) or bounds[-1] or not is_first:
                found.append(_element(last, line))
            yield found + _after_list(text[end:], line, chunks, is_whole=is_whole)
            return
        is_first = is_first and not found
        yield found
        text = text[bounds[-1] :]
        chunk = next(chunks, None)
        if chunk is None:
            yield [Element(text, line, "expected the list to be closed with ']', but the file ends here")]
            return
        if len(text) > LONGEST:
            yield [
                Element(text[:10_000], line, f"expected a record of at most {LONGEST >> 20} MB; a quote is missing?")
            ]
            return
        text += chunk


def _after_list(rest: bytes, line: int, chunks: Iterator[bytes], *, is_whole: bool) -> list[Element]:
    """Returns a fault where the list is closed with the wrong bracket, or something follows the list at the top."""
    if not rest.startswith(b"]"):
        return [Element(rest[:200], line, "expected the list to be closed with ']', got '}'")]
    if not is_whole:
        return []
    for following in chain([rest[1:]], chunks):
        if following.strip(_SPACE):
            return [Element(following.strip(_SPACE)[:10_000], line, "expected nothing behind the list's ']', got more")]
    return []


def _element(text: bytes, line: int) -> Element:
    stripped = text.lstrip(_SPACE)
    if len(stripped) != len(text):
        line += text.count(b"\n", 0, len(text) - len(stripped))
    return Element(stripped.rstrip(_SPACE), line)


def _commas(text: bytes) -> tuple[list[int], int | None]:
    """Returns where the commas between elements stand, and where the bracket that closes the list does."""
    places, letters, depth = _structure(text)
    ends = np.flatnonzero(depth < 0)
    stop = int(ends[0]) if len(ends) else len(places)
    cuts = places[:stop][(letters[:stop] == _COMMA) & (depth[:stop] == 0)]
    return [int(cut) for cut in cuts], int(places[stop]) if len(ends) else None


def _values(text: bytes, chunks: Iterator[bytes]) -> Iterator[list[Element]]:
    line, is_first = 1, True
    while True:
        places, letters, depth = _structure(text)
        cuts = [int(place) + 1 for place in places[(letters != _COMMA) & (_DELTA[letters] < 0) & (depth == 0)]]
        found = []
        for begin, stop in zip([0, *cuts], cuts, strict=False):
            found.append(_element(text[begin:stop], line))
            line += text.count(b"\n", begin, stop)
        yield found
        is_first = is_first and not found
        text = text[cuts[-1] :] if cuts else text
        chunk = next(chunks, None)
        if chunk is None:
            break
        if len(text) > LONGEST:
            yield [
                Element(text[:10_000], line, f"expected a record of at most {LONGEST >> 20} MB; a quote is missing?")
            ]
            return
        text += chunk
    rest = _element(text, line)
    if rest.text and (is_first or rest.text.startswith((b"{", b"["))):
        yield [rest]
    elif rest.text:
        yield [Element(rest.text[:10_000], rest.line, "expected another JSON object or the end of the file")]


def _structure(text: bytes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns brackets and commas outside strings: their places, their letters, and the depth behind each."""
    letters = np.frombuffer(text, np.uint8)
    places = np.flatnonzero(_MARKS[letters])
    quotes = _unescaped_quotes(letters)
    places = places[np.searchsorted(quotes, places) % 2 == 0]
    marks = letters[places]
    return places, marks, np.cumsum(_DELTA[marks], dtype=np.int64)


def _unescaped_quotes(letters: np.ndarray) -> np.ndarray:
    quotes = np.flatnonzero(letters == _QUOTE)
    follows = quotes[letters[np.maximum(quotes - 1, 0)] == _BACKSLASH]
    if not len(follows):
        return quotes
    ordinal = np.arange(len(letters))
    last_other = np.maximum.accumulate(np.where(letters != _BACKSLASH, ordinal, -1))
    before = last_other[np.maximum(quotes - 1, 0)]
    run = np.where(quotes > 0, quotes - 1 - before, 0)
    plain: np.ndarray = quotes[run % 2 == 0]
    return plain
