"""Reads mail: folders of messages (mbox) and single messages (.eml), one row a message."""

import re
from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape

import numpy as np

from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.json_text import table_of
from resa.collect.readers.opening import InputFile, Opened, opened
from resa.collect.readers.raw import BATCH_ROWS, DamagedRecord, FileFormat, RawBatch

COLUMNS = ("message_id", "date", "from", "from_name", "to", "subject", "text", "in_reply_to", "labels")
"""What a message gives; `labels` are those that some services write into their mbox files."""

MOST_BYTES = 64 << 20
"""A longer message is cut: what people write comes before what they attach."""

_BLOCK = 1 << 20
_PIECE_ROWS = 2_000
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:(?:[ \t][^\n]*)?\n(?:[ \t][^\n]*\n)*){3,}")
_KNOWN = re.compile(
    rb"^(?:from|to|date|subject|received|message-id|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_MARKS = frozenset({b"date:", b"received:", b"message-id:"})
_FOLDER = re.compile(rb"From [^\n]*\d\d:\d\d[^\n]*\n")
_SCRIPT = re.compile(r"(?is)<(script|style|head)\b.*?</\1>")
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_QUOTING = re.compile(
    r"^(?:-{2,}\s*(?:Original Message|Ursprungligt meddelande|Oprindelig meddelelse|Opprinnelig melding)\b"
    r"|(?:On|Den|Le|Am) .{5,120}(?:wrote|skrev|a écrit|schrieb)[^\n]{0,80}:\s*$)",
    re.IGNORECASE,
)


def is_mail(head: bytes) -> str | None:
    """Returns "mbox" or "eml" where a file begins as mail does, else None."""
    begin = head.lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")
    folder = _FOLDER.match(begin)
    if folder and _HEADERS.match(begin, folder.end()):
        return "mbox"
    found = _HEADERS.match(begin)
    named = {name.lower() for name in _KNOWN.findall(found[0])} if found else set()
    return "eml" if b"from:" in named and named & _MARKS else None


def read_mail(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the messages of a file, all columns as text, from position `start_at` on.

    The text is the plain one, else what the HTML says; lines that quote the message before are left out. A message
    that can't be taken apart is a damaged record.
    """
    with opened(file) as source:
        yield from gathered(
            _pieces(_messages(source, is_folder=file_format.kind == "mbox")),
            batch_rows=batch_rows,
            start_at=start_at,
            consumed=lambda: source.consumed,
            last_words=lambda: ((), source.broken),
        )


def _messages(source: Opened, *, is_folder: bool) -> Iterator[bytes]:
    """Yields each message's bytes; in a folder they begin with a line `From …` behind an empty one."""
    if not is_folder:
        yield source.read(MOST_BYTES)
        return
    held: list[bytes] = []
    size, is_behind_gap = 0, True
    for line in _lines(source):
        if is_behind_gap and line.startswith(b"From ") and _FOLDER.match(line):
            if held:
                yield b"".join(held)
            held, size = [], 0
        elif size < MOST_BYTES:
            held.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        is_behind_gap = not line.strip()
    if held:
        yield b"".join(held)


def _lines(source: Opened) -> Iterator[bytes]:
    rest = b""
    while block := source.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def _pieces(messages: Iterator[bytes]) -> Iterator[Piece]:
    rows: list[dict[str, str | None]] = []
    damaged: list[DamagedRecord] = []
    places: list[int] = []
    size = 0
    for place, message in enumerate(messages):
        try:
            rows.append(_row(message))
            places.append(place)
        except (MessageError, ValueError, LookupError, TypeError, AttributeError) as error:
            sentence = f"expected a message of e-mail, but: {error}; look at it in your mail program"
            damaged.append(
                DamagedRecord(place, None, "not_a_message", sentence, message[:2000].decode("utf-8", "replace"))
            )
        size += len(message)
        if len(rows) + len(damaged) >= _PIECE_ROWS:
            yield _piece(rows, places, damaged, size)
            rows, damaged, places, size = [], [], [], 0
    yield _piece(rows, places, damaged, size)


def _piece(rows: list[dict[str, str | None]], places: list[int], damaged: list[DamagedRecord], size: int) -> Piece:
    return Piece(table_of(rows, first=COLUMNS), np.array(places, np.int64), tuple(damaged), size)


def _row(message: bytes) -> dict[str, str | None]:
    mail = BytesParser(policy=policy.default).parsebytes(message)
    assert isinstance(mail, EmailMessage)
    name, address = next(iter(_addresses(mail, "from")), ("", ""))
    return {
        "message_id": _header(mail, "message-id"),
        "date": _date(_header(mail, "date")),
        "from": address or None,
        "from_name": name or None,
        "to": ", ".join(one for _, one in _addresses(mail, "to")) or None,
        "subject": _header(mail, "subject"),
        "text": _unquoted(_body(mail)) or None,
        "in_reply_to": _header(mail, "in-reply-to"),
        "labels": _header(mail, "x-gmail-labels"),
    }


def _header(mail: EmailMessage, name: str) -> str | None:
    found = mail.get(name)
    return " ".join(str(found).split()) or None if found is not None else None


def _addresses(mail: EmailMessage, name: str) -> list[tuple[str, str]]:
    return [(called, address) for called, address in getaddresses([_header(mail, name) or ""]) if address]


def _date(text: str | None) -> str | None:
    """Returns the time as ISO; a date that can't be read stays as it is, so that the record says so."""
    if text is None:
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return text
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except LookupError:  # a charset that nobody knows
        text = bytes(part.get_payload(decode=True) or b"").decode("latin-1")
    return _plain(text) if part.get_content_type() == "text/html" else text


def _plain(html: str) -> str:
    """Returns what HTML says, without what it is dressed in."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", _SCRIPT.sub("", html))))


def _unquoted(text: str) -> str:
    """Returns the text without the message that it answers: quoted lines, and all behind a line that introduces one."""
    kept: list[str] = []
    for line in text.splitlines():
        if _QUOTING.match(line.strip()):
            break
        if not line.lstrip().startswith(">"):
            kept.append(" ".join(line.split()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
