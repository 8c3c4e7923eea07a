"""Updates that would end or stall the process are told from those that people's pages send."""

import struct
from typing import Any

import pytest
from pycrdt import Doc, Map, Text

from resa.app.trieddocument import DamagedUpdateError, TriedDocument
from resa.app.updatecheck import DEEPEST, MOST_AUTHORS, UnfitUpdateError, check_fit

NOTHING_DELETED = b"\x00"


def number(written: int) -> bytes:
    found = bytearray()
    while written > 127:
        found.append(written & 127 | 128)
        written >>= 7
    return bytes([*found, written])


def text(written: str) -> bytes:
    return number(len(written.encode())) + written.encode()


def update(pieces: list[bytes], *, deleted: bytes = NOTHING_DELETED) -> bytes:
    return number(1) + number(len(pieces)) + number(7) + number(0) + b"".join(pieces) + deleted


def in_records(kind: int, content: bytes) -> bytes:
    """Returns a piece at the key "x" of the records."""
    return bytes([kind | 0x20]) + number(1) + text("records") + text("x") + content


def nested_types(levels: int, *, deleted: bytes = NOTHING_DELETED) -> bytes:
    """Returns maps within one another, each the first piece of the next."""
    inner = [bytes([7 | 0x20]) + number(0) + number(7) + number(of) + text("a") + b"\x01" for of in range(levels - 1)]
    return update([in_records(7, b"\x01"), *inner], deleted=deleted)


HOSTILE = {
    "arrays": update([in_records(8, number(1) + b"\x75\x01" * 200_000 + b"\x7e")]),
    "objects": update([in_records(8, number(1) + b"\x76\x01\x01a" * 200_000 + b"\x7e")]),
    "short arrays": update([in_records(8, number(1) + b"\x75\x01" * (DEEPEST + 1) + b"\x7e")]),
    "types": nested_types(100_000),
    "types that are deleted": nested_types(100_000, deleted=number(1) + number(7) + number(1) + number(0) + number(1)),
    "a document within": update([in_records(9, text("g") + b"\x75\x01" * 200_000 + b"\x7e")]),
    "authors": number(MOST_AUTHORS + 1) + bytes(400),
    "pieces": number(1) + number(1 << 40) + bytes(400),
    "cut short": update([in_records(8, number(1) + b"\x75\x01" * 60 + b"\x77" + number(1 << 30) + b"v" * 60)]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_update_that_would_end_the_process_is_damaged(name: str) -> None:
    document = TriedDocument([])
    with pytest.raises(DamagedUpdateError):
        document.tried(HOSTILE[name])
    assert document.content() == b"\x00\x00"


def test_levels_that_come_one_by_one_end_too() -> None:
    document = TriedDocument([])
    document.keep(document.tried(nested_types(DEEPEST)))
    added = bytes([7 | 0x20]) + number(0) + number(7) + number(DEEPEST - 1) + text("a") + b"\x01"
    deeper = bytes([8 | 0x20]) + number(0) + number(7) + number(DEEPEST) + text("a") + number(1) + b"\x7e"
    one = number(1) + number(2) + number(7) + number(DEEPEST) + added + deeper + NOTHING_DELETED
    with pytest.raises(DamagedUpdateError):
        document.tried(one)


def test_what_pages_send_is_read_to_its_end() -> None:
    document: Doc[Any] = Doc()
    records: Map[Any] = document.get("records", type=Map)
    for place in range(40):
        content = {"kind": "card", "f:text": Text("överraskad 😀 " * 9), "f:x": place / 3, "f:query": {"u": [[place]]}}
        records[f"card:{place}"] = Map({**content, "edits": Map({"1": 1}), "f:big": struct.pack("<d", 1.5), "no": None})
    records["card:1"]["f:text"] += "uv" * DEEPEST
    records["card:2"] = Map({"kind": "card"})
    del records["card:3"]
    check_fit(document.get_update())


def test_cut_bytes_are_no_update() -> None:
    with pytest.raises(UnfitUpdateError):
        check_fit(update([in_records(8, number(900) + b"\x75\x00" * 400)]))
