"""XML from outside, read without what makes XML dangerous: no document types, no entities, no depth without end."""

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from resa.mapping.reading.report import UnreadableMapError

DEEPEST = 64
MOST_ELEMENTS = 200_000


def read_xml(name: str, content: bytes) -> Element:
    """Returns the root element; raises `UnreadableMapError` with the line and column of what is wrong."""
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.builder.data
    parser.StartDoctypeDeclHandler = tree.forbidden
    parser.EntityDeclHandler = tree.forbidden
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise _unreadable(name, f"{place}: {expat.errors.messages.get(error.code, str(error))}") from error
    except _ForbiddenError as error:
        raise _unreadable(name, f"line {parser.CurrentLineNumber}: {error}") from error
    return tree.builder.close()


class _ForbiddenError(Exception):
    """Something that no map needs, and that harms who reads it."""


class _Tree:
    """Builds elements by their local names, within limits."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise _ForbiddenError(f"expected at most {MOST_ELEMENTS:,} elements, {DEEPEST} deep")
        self.builder.start(name.rpartition(":")[2], attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(name.rpartition(":")[2])

    def forbidden(self, *_: Any) -> None:
        raise _ForbiddenError("expected no document type and no entities; take them out, a map needs neither")


def _unreadable(name: str, fault: str) -> UnreadableMapError:
    return UnreadableMapError(f"expected XML in {name}, got something else", faults=[fault])
