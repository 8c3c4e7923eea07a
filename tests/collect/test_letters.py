"""Loops over letters equal their plain twins."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resa.collect.ahead import ahead
from resa.collect.letters import are_tidy, instant_texts
from resa.collect.readers.lineend import record_ends
from resa.collect.trimmed import as_texts

SPACES = " \t\n\r\v\f\x1c\x1f\x7f\x85\xa0\u1680\u2003\u2028\u202f\u205f\u3000"
LETTERS = "aZÅé€N\\ULX0" + SPACES


@given(st.lists(st.none() | st.text(LETTERS, max_size=5) | st.sampled_from(["NULL", "\\N"]), max_size=6))
def test_tidy_texts_are_those_that_trimming_leaves_alone(texts: list[str | None]) -> None:
    column = pa.array(texts, pa.string())
    trimmed = pc.utf8_trim_whitespace(column)
    kept = pc.if_else(pc.is_in(trimmed, value_set=pa.array(["", "NULL", "\\N"])), None, trimmed)
    assert as_texts(column).equals(kept)
    assert not are_tidy(column) or kept.equals(column)


@pytest.mark.parametrize("zone", [None, "UTC"])
@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_are_written_as_arrow_writes_them(unit: str, zone: str | None) -> None:
    seconds = np.array([0, -1, 951_782_400, 1_700_000_001, -62_135_596_800, 253_402_300_799, 68_169_600])
    scale = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    ticks = (seconds[:4] if unit == "ns" else seconds) * scale + 7 * (scale > 1)
    column = pa.array([*ticks.tolist(), None], pa.timestamp(unit, tz=zone))
    bare = pc.cast(column.cast(pa.timestamp(unit)), pa.string())
    expected = bare if zone is None else pc.binary_join_element_wise(bare, "Z", "")
    found = instant_texts(column)
    assert found is not None
    assert found.to_pylist() == expected.to_pylist()
    far = pa.array([10**15], pa.timestamp("s"))
    assert instant_texts(far) is None


@given(st.text('a,"\n\r', max_size=12))
def test_records_end_at_line_feeds_outside_quotes(text: str) -> None:
    letters = np.frombuffer(text.encode(), np.uint8)
    feeds, ends = np.empty(text.count("\n"), np.int64), np.empty(text.count("\n"), np.int64)
    records = record_ends(letters, ord('"'), ord(","), feeds, ends)
    assert (records < 0) == (not _is_regular(text))
    if records >= 0:
        assert ends[:records].tolist() == [
            at for at, sign in enumerate(text) if sign == "\n" and text[:at].count('"') % 2 == 0
        ]
        assert feeds.tolist() == [at for at, sign in enumerate(text) if sign == "\n"]


def _is_regular(text: str) -> bool:
    """Says the same in words of pairs: every odd quote opens, every even one closes, save where two stand together."""
    quotes = [at for at, sign in enumerate(text) if sign == '"']
    opening, closing = quotes[0::2], quotes[1::2]
    doubled = {(end, begin) for end, begin in zip(closing, opening[1:], strict=False) if begin == end + 1}
    opens = all(at == 0 or text[at - 1] in ",\n" or (at - 1, at) in doubled for at in opening)
    return opens and all(at == len(text) - 1 or text[at + 1] in ",\n\r" or (at, at + 1) in doubled for at in closing)


def test_what_goes_wrong_ahead_is_raised_in_its_place() -> None:
    def pieces():  # type: ignore[no-untyped-def] # a generator of two kinds of ends
        yield 1
        yield 2
        raise KeyError("broken")

    coming = ahead(pieces())
    assert (next(coming), next(coming)) == (1, 2)
    with pytest.raises(KeyError, match="broken"):
        next(coming)
