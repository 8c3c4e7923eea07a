"""Feelings as people write them in tables, numbers of any usual scale, signs and words, as levels from -2 to 2."""

from collections.abc import Sequence

from resa.mapping.mapwords import squeezed
from resa.mapping.reading.sheet import Cell

SCALES = ((-2.0, 2.0), (1.0, 5.0), (-3.0, 3.0), (1.0, 7.0), (-5.0, 5.0), (0.0, 10.0), (0.0, 100.0), (-100.0, 100.0))
"""Lowest and highest, the likeliest first."""

_WORDS = {
    2: "very positive, very happy, delighted, excited, ++, mycket positiv, mycket nöjd, meget positiv, meget tilfreds, "
    "svært positiv, svært fornøyd",
    1: "positive, happy, satisfied, good, positiv, glad, nöjd, bra, tilfreds, god, fornøyd, bra, +",
    0: "neutral, ok, okay, indifferent, neutralt, nøytral, o, 0, +/-",
    -1: "negative, unhappy, dissatisfied, bad, frustrated, -, negativ, missnöjd, dålig, utilfreds, dårlig, misfornøyd",
    -2: "very negative, very unhappy, angry, --, mycket negativ, mycket missnöjd, meget negativ, svært negativ, arg, "
    "vred, sint",
}
_FACES = {2: "😀😃😄😁🤩😍🥳", 1: "🙂😊☺", 0: "😐😑😶", -1: "🙁☹😕😟😞", -2: "😡😠😢😭😤🤬"}
_LEVELS = {word.strip(): level for level, words in _WORDS.items() for word in words.split(",")}
_LEVELS |= {face: level for level, faces in _FACES.items() for face in faces}


def scale_of(numbers: Sequence[float]) -> tuple[float, float] | None:
    """Returns the scale on which numbers were given: the first of `SCALES` that holds them all, None for no numbers.

    >>> scale_of([2, 5, 3.5]), scale_of([-1, 2]), scale_of([])
    ((1.0, 5.0), (-2.0, 2.0), None)
    """
    if not numbers:
        return None
    return next((one for one in SCALES if all(one[0] <= number <= one[1] for number in numbers)), None)


def level_on(scale: tuple[float, float], number: float) -> float | int:
    """Returns the level of a number on a scale.

    >>> level_on((1.0, 5.0), 4), level_on((0.0, 10.0), 2.5)
    (1, -1)
    """
    low, high = scale
    level = round((number - low) / (high - low) * 4 - 2, 3)
    return int(level) if level.is_integer() else level


def number_in(cell: Cell) -> float | None:
    """Returns the number in a cell, written as one or as text, None for anything else.

    >>> number_in("3,5"), number_in("+2"), number_in("Happy")
    (3.5, 2.0, None)
    """
    if isinstance(cell, float):
        return cell
    try:
        return float((cell or "").replace(",", ".").replace("−", "-").strip())
    except ValueError:
        return None


def level_in(cell: Cell) -> int | None:
    """Returns the level that a word or a face means, None for anything else.

    >>> level_in("Mycket nöjd"), level_in("🙁"), level_in("Waits")
    (2, -1, None)
    """
    text = str(cell or "").replace("\ufe0f", "").strip()
    found = _LEVELS.get(text)
    return found if found is not None else _LEVELS.get(squeezed(text))
