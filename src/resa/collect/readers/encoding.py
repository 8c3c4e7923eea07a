"""Which encoding a file is in, and its text as UTF-8 whatever it was."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from resa.model.errors import UsageError

CHUNK_BYTES = 4 << 20
LONGEST_LINE = 16 << 20  # longer ones are cut between letters: a JSON file may be one line
FALLBACK = "cp1252"
SINGLE_BYTE = ("cp1252", "iso-8859-15", "mac_roman", "cp850")  # in this order where the evidence is equal
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS = frozenset("åäöæøÅÄÖÆØéèêëüßñçáíóúàìòùâîôûðþýÉÜÁÍÓÚÐÞšžŠŽ")
_SIGNS = frozenset("€’‘“”–—…°§£´½«»©®™·•\xa0")
_LINE_END = re.compile(rb"(?<=\n)")


class UnknownEncodingError(UsageError):
    """A file format that names an encoding nobody knows."""

    code: ClassVar[str] = "unknown_encoding"


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """The encoding that a sample points to, and what a person should know about it."""

    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts the lines that were not in the file's own encoding while it is being read."""

    encoding: str
    lines: int = 0
    foreign: int = 0
    first: list[int] = field(default_factory=list)

    def count(self, line: int) -> None:
        """Notes that `line` (from 1) had to be read in the fallback encoding."""
        self.foreign += 1
        if len(self.first) < 5:
            self.first.append(line)

    def notes(self) -> tuple[str, ...]:
        """Returns a sentence about mixed encodings, or nothing where there were none."""
        if not self.foreign:
            return ()
        where = ", ".join(str(line) for line in self.first) + (", …" if self.foreign > len(self.first) else "")
        lines = "1 line is" if self.foreign == 1 else f"{self.foreign} lines are"
        return (f"mixed encodings: {lines} not {self.encoding} and read as Windows-1252 (line {where})",)


def guess_encoding(sample: bytes) -> EncodingGuess:
    """Returns the encoding of a sample of a text file, with notes; never fails.

    UTF-8 wins whenever all of the sample is valid; a few lines that are not make it mixed; else the single-byte
    encoding that gives the most believable European letters.

    >>> guess_encoding("Göteborg".encode("cp1252")).encoding
    'cp1252'
    """
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return EncodingGuess(encoding, ("byte order mark",))
    wide = _wide(sample)
    if wide:
        return EncodingGuess(wide, (f"{wide} without a byte order mark",))
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    strange = [line for line in lines if not _is_utf8(line)]
    if not strange:
        return EncodingGuess("utf-8")
    if len(lines) - len(strange) >= 1 and _multibyte(lines) > len(strange):
        return EncodingGuess("utf-8", (f"mixed encodings: {len(strange)} lines of the sample are not UTF-8",))
    best = _single_byte(b"\n".join(strange))
    return EncodingGuess(best, () if best == FALLBACK else (f"the letters point to {best}",))


def utf8_chunks(read: Callable[[int], bytes], *, encoding: str, tally: Tally) -> Iterator[bytes]:
    """Yields the text as UTF-8 in pieces that end where a line does, without byte order mark.

    In a UTF-8 file a line that is not UTF-8 is read as Windows-1252 and counted in `tally`. Lines end in LF or CRLF; a
    file whose lines end in CR alone gets LF. A piece is about 4 MB, up to 16 MB where one line is longer. Raises
    UnknownEncodingError for a codec that nobody knows.
    """
    _check(encoding)
    is_utf8 = encoding.lower() in ("utf-8", "utf8", "utf-8-sig")
    pieces = _utf8_pieces(read, tally) if is_utf8 else _decoded(read, encoding)
    is_first, ends_in_cr = True, False
    for piece in pieces:
        text = piece
        if is_first:
            text = text.removeprefix(codecs.BOM_UTF8)
            ends_in_cr = b"\r" in text and b"\n" not in text
            is_first = False
        yield text.replace(b"\r", b"\n") if ends_in_cr else text


def _check(encoding: str) -> None:
    try:
        "".encode(encoding)
    except LookupError:
        raise UnknownEncodingError(
            f"expected the name of an encoding such as utf-8, cp1252 or utf-16, got {encoding!r}; correct `encoding` "
            "in the source's spec"
        ) from None


def _utf8_pieces(read: Callable[[int], bytes], tally: Tally) -> Iterator[bytes]:
    for piece in _line_pieces(read):
        if _is_utf8(piece):
            tally.lines += piece.count(b"\n")
            yield piece
            continue
        yield b"".join(_mended(piece, tally))


def _mended(piece: bytes, tally: Tally) -> Iterator[bytes]:
    for line in _LINE_END.split(piece):
        if _is_utf8(line):
            yield line
        else:
            tally.count(tally.lines + 1)
            yield _sloppy(line).encode()
        tally.lines += line.endswith(b"\n")


def _sloppy(line: bytes) -> str:
    """Decodes Windows-1252; the five bytes it leaves open become control characters."""
    try:
        return line.decode(FALLBACK)
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode(FALLBACK, "ignore") or chr(byte) for byte in line)


def _line_pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    rest = b""
    while block := read(CHUNK_BYTES):
        block = rest + block if rest else block
        cut = block.rfind(b"\n") + 1
        if cut == 0 and len(block) >= LONGEST_LINE:
            cut = _letter_end(block)
        rest = block[cut:]
        if cut:
            yield block[:cut]
    if rest:
        yield rest


def _letter_end(block: bytes) -> int:
    """Returns where the last whole UTF-8 letter ends."""
    for back in range(1, 4):
        if block[-back] >= 0xC0:
            return len(block) - back
        if block[-back] < 0x80:
            break
    return len(block)


def _decoded(read: Callable[[int], bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = b""
    while block := read(CHUNK_BYTES):
        text = rest + decoder.decode(block).encode("utf-8", "replace")
        cut = text.rfind(b"\n") + 1
        rest = text[cut:]
        if cut:
            yield text[:cut]
    text = rest + decoder.decode(b"", final=True).encode("utf-8", "replace")
    if text:
        yield text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _multibyte(lines: list[bytes]) -> int:
    return sum(1 for line in lines if _is_utf8(line))


def _wide(sample: bytes) -> str | None:
    """Returns the UTF-16 flavour that the zero bytes of Western text betray."""
    head = sample[:4096]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _single_byte(text: bytes) -> str:
    return max(SINGLE_BYTE, key=lambda encoding: _plausibility(text[:200_000], encoding))


def _plausibility(text: bytes, encoding: str) -> float:
    score = 0.0
    decoded = f" {text.decode(encoding, 'replace')} "
    for place, sign in enumerate(decoded):
        if sign < "\x80":
            continue
        if sign in _LETTERS:
            score += 2 if decoded[place - 1].isalpha() or decoded[place + 1].isalpha() else 0
        elif sign in _SIGNS:
            score += 0.5
        else:
            score -= 5 if sign == "�" or "\x80" <= sign < "\xa0" else 1
    return score
