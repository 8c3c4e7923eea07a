"""What people say of texts, line by line."""

from pathlib import Path

from resa.store.labelfile import FILE, forget_labels, read_labels, write_labels

LINES = [{"text": "b", "feeling": "negative"}, {"text": "å\nä", "reasons": ["price"]}]


def test_lines_come_back_in_the_order_of_their_texts(tmp_path: Path) -> None:
    assert read_labels(tmp_path) == ([], [])
    write_labels(tmp_path, reversed(LINES))
    assert read_labels(tmp_path) == (LINES, [])
    assert len((tmp_path / FILE).read_text().splitlines()) == 2


def test_a_broken_line_is_told_and_the_others_are_followed(tmp_path: Path) -> None:
    write_labels(tmp_path, LINES)
    with (tmp_path / FILE).open("a") as file:
        file.write('{"text": 3}\nhalf a li\n')
    lines, faults = read_labels(tmp_path)
    assert lines == LINES
    assert [fault.split("expected")[0][-8:] for fault in faults] == ["line 3: ", "line 4: "]


def test_forgotten_texts_lose_their_labels(tmp_path: Path) -> None:
    write_labels(tmp_path, LINES)
    forget_labels(tmp_path, {"b"})
    assert read_labels(tmp_path)[0] == LINES[1:]
