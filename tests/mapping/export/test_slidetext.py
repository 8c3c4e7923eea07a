"""Words on slides stay inside their boxes, and blocks of a column stay whole."""

from resa.mapping.export.slidetext import Box, Line, fitted, height_of, split

LONG = Line("Hälften av kunderna väntade längre än så. " * 16, 17)


def test_words_shrink_until_they_fit_and_grow_where_there_is_room() -> None:
    box = Box(0, 0, 400, 300)
    small = fitted([LONG], box=box)
    assert small[0].size < LONG.size
    assert height_of(small, width=box.w) <= box.h
    (large,) = fitted([Line("kort", 10)], box=box, largest=1.3)
    assert large.size == 13
    assert fitted([Line("kort", 10)], box=box)[0].size == 10
    assert fitted([LONG] * 9, box=box)[0].size == 17 * 0.65  # nothing helps: the smallest


def test_blocks_go_on_in_the_next_column_whole() -> None:
    block = [Line("Kunder", 10, above=0), Line("En kund är en person", 10, above=0)]  # 25 pixels high
    assert split([block] * 5, width=400, height=60) == [block * 2, block * 2, block]
    assert split([block], width=400, height=1) == [block]
