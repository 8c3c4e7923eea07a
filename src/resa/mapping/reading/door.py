"""One door for every file that may hold a map: which reader it is for, its name and its first bytes say."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from resa.mapping.reading.cjml import read_cjml
from resa.mapping.reading.document import read_document
from resa.mapping.reading.mermaid.text import read_mermaid
from resa.mapping.reading.report import ReadMap, UnreadableMapError
from resa.mapping.reading.workbook import read_table, read_workbook

LARGEST = 16 << 20
LARGEST_TEXT = 4 << 20
ENDINGS = (".yaml", ".yml", ".json", ".xlsx", ".csv", ".tsv", ".cjml", ".xml", ".mmd", ".mermaid")
"""How the files end that the door takes."""


def read_map(name: str, content: bytes) -> ReadMap:
    """Returns the map that a file holds, with a report of what became what and what was left out.

    Raises `UnreadableMapError`, or the error of its form, with every fault and its place. Names without an ending that
    says something are judged by what is in the file.
    """
    if len(content) > LARGEST:
        raise _unreadable(name, f"expected at most {LARGEST >> 20} MB, got {len(content):,} bytes")
    ending = PurePath(name).suffix.casefold()
    form = _FORMS.get(ending) or _form_of(content)
    if form == "xlsx":
        return read_workbook(name, content)
    if form == "cjml":
        return read_cjml(name, content)
    is_json = form == "document" and content.lstrip()[:1] == b"{"
    return _TEXTS[form](name, _text(name, content, largest=LARGEST if is_json else LARGEST_TEXT))


_TEXTS: Mapping[str, Callable[[str, str], ReadMap]] = {
    "document": read_document,
    "table": read_table,
    "mermaid": read_mermaid,
}
_FORMS = {
    **dict.fromkeys((".yaml", ".yml", ".json"), "document"),
    **dict.fromkeys((".csv", ".tsv"), "table"),
    **dict.fromkeys((".cjml", ".xml"), "cjml"),
    **dict.fromkeys((".mmd", ".mermaid"), "mermaid"),
    ".xlsx": "xlsx",
}


def _form_of(content: bytes) -> str:
    r"""Returns the form that the first bytes say.

    >>> _form_of(b"PK\x03\x04"), _form_of(b"<CJML/>"), _form_of(b"flowchart TD"), _form_of(b"resa: journeymap")
    ('xlsx', 'cjml', 'mermaid', 'document')
    """
    start = content[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(b"<"):
        return "cjml"
    words = [line.split()[0] for line in start.split(b"\n") if line.strip() and not line.startswith((b"%%", b"---"))]
    is_diagram = any(word in (b"journey", b"flowchart", b"graph") for word in words[:4])
    return "mermaid" if is_diagram else "document"


def _text(name: str, content: bytes, *, largest: int) -> str:
    if len(content) > largest:
        raise _unreadable(name, f"expected at most {largest >> 20} MB of text, got {len(content):,} bytes")
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(name, f"line {line}: expected UTF-8, got the byte {content[error.start]:#04x}") from error


def _unreadable(name: str, fault: str) -> UnreadableMapError:
    return UnreadableMapError(
        f"expected a map in {name}, in one of the forms {', '.join(ENDINGS)}, got something else", faults=[fault]
    )
