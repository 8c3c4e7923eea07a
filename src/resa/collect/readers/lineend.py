"""Where the records of a delimited text end, in one pass over its letters."""

# compiled loops take their arguments by position: numba knows no keyword-only ones

from resa.kernels.compilation import Array, compiled

LINE_FEED, CARRIAGE_RETURN = 10, 13


@compiled(writes=2)
def record_ends(letters: Array, quote: int, delimiter: int, feeds: Array, ends: Array) -> int:
    """Fills in the places of all line feeds and of those outside quotes; returns how many of the latter there are.

    Returns -1 where a quote neither opens a field, nor closes it, nor is one of a doubled pair.
    """
    is_open, found, records, at, last = False, 0, 0, 0, len(letters) - 1
    while at <= last:
        letter = letters[at]
        if letter == LINE_FEED:
            feeds[found] = at
            found += 1
            if not is_open:
                ends[records] = at
                records += 1
        elif letter == quote and not is_open:
            if at > 0 and letters[at - 1] != delimiter and letters[at - 1] != LINE_FEED:
                return -1
            is_open = True
        elif letter == quote and at < last and letters[at + 1] == quote:
            at += 1
        elif letter == quote:
            after = letters[at + 1] if at < last else LINE_FEED
            if after not in (delimiter, LINE_FEED, CARRIAGE_RETURN):
                return -1
            is_open = False
        at += 1
    return records
