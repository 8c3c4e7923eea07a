import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from resa.collect.identity.interning import Interner, text_parts


def numbers(interner: Interner, texts: list[str | None], kind: int = 0) -> list[int]:
    return interner.intern(*text_parts(pa.array(texts, pa.string())), kind=kind).tolist()


def test_each_distinct_text_gets_the_next_number_and_none_gets_none() -> None:
    interner = Interner()
    assert numbers(interner, ["a", None, "b", "", "a"]) == [0, -1, 1, -1, 0]
    assert interner.find(b"b", kind=0) == 1
    assert interner.find(b"c", kind=0) == -1


def test_kinds_are_kept_apart() -> None:
    interner = Interner()
    found = [numbers(interner, ["a"], kind=kind) for kind in (1, 2, 1)]
    assert found == [[0], [1], [0]]


def test_texts_longer_than_a_slot_can_say_are_compared_whole() -> None:
    long = "x" * 70_000
    interner = Interner()
    assert numbers(interner, [long, long + "x", long, long[:-1] + "y"]) == [0, 1, 0, 2]


def test_growing_far_beyond_the_first_room_loses_nothing() -> None:
    texts = [f"ö{i}" for i in range(200_000)]
    interner = Interner()
    assert numbers(interner, texts) == list(range(200_000))
    assert numbers(interner, texts[::-1]) == list(range(199_999, -1, -1))


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=8), max_size=5), st.integers(0, 3))
def test_a_plain_dictionary_gives_the_same(batches: list[list[str | None]], cut: int) -> None:
    interner, plain = Interner(), {}
    for batch in batches:
        column = pa.array(batch, pa.string()).slice(min(cut, len(batch)))
        expected = [plain.setdefault(text, len(plain)) if text else -1 for text in column.to_pylist()]
        assert interner.intern(*text_parts(column), kind=0).tolist() == expected


def test_a_dictionary_taken_over_knows_what_it_knew() -> None:
    starts, content = text_parts(pa.array(["a", "bc", "ä"]))
    interner = Interner()
    interner.load(starts, content, kinds=np.array([0, 0, 1], dtype=np.uint8))
    assert numbers(interner, ["bc", "ä", "a"]) == [1, 3, 0]
