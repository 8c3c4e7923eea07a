"""Text that two people may write at once: a change of it is the smallest stretch that differs."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Letters taken away at a place, counted from 0, and letters put there instead."""

    at: int
    removed: int
    inserted: str

    @property
    def end(self) -> int:
        """The place after the last letter that is taken away."""
        return self.at + self.removed


def edit_between(before: str, *, after: str) -> TextEdit | None:
    """Returns the edit that leads from one text to the other, None where they are equal.

    >>> edit_between("a red sofa", after="a read sofa")
    TextEdit(at=4, removed=0, inserted='a')
    """
    if before == after:
        return None
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    rest = most - start
    end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return TextEdit(start, len(before) - start - end, after[start : len(after) - end])


def edit_of_current(before: str, *, after: str, current: str) -> TextEdit | None:
    """Returns the edit of `current` that does what led from `before` to `after`; None where nothing is to be done.

    Letters that somebody else wrote elsewhere in the text meanwhile stay; where both worked on the same stretch, the
    text becomes `after`.
    """
    mine, theirs = edit_between(before, after=after), edit_between(before, after=current)
    if mine is None or theirs is None or mine.end <= theirs.at:
        return mine
    if theirs.end > mine.at:
        return edit_between(current, after=after)
    return TextEdit(mine.at + len(theirs.inserted) - theirs.removed, mine.removed, mine.inserted)


def well_formed(text: str) -> str:
    """Returns the text with halves of letters that lost their other half replaced: UTF-8 can't carry them."""
    return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
