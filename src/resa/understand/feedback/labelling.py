"""What people say of texts, from the rows of a file: corrections, or every fault of the file at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from resa.model.errors import UsageError
from resa.understand.voice.reading import EMOTIONS, FEELINGS, REASONS, Correction

COLUMNS = {
    "text": ("text", "comment", "kommentar", "words", "ord", "tekst"),
    "feeling": ("feeling", "sentiment", "känsla", "følelse", "følelser"),
    "emotion": ("emotion", "emotions", "känslor"),
    "reasons": ("reasons", "reason", "orsak", "orsaker", "årsak", "årsaker", "årsag", "årsager"),
    "by": ("by", "av", "af"),
}
"""What columns may be called."""

FEELING_WORDS = {
    "negativ": "negative", "negativt": "negative", "neutralt": "neutral", "nøytral": "neutral", "nøytralt": "neutral",
    "positiv": "positive", "positivt": "positive",
}  # fmt: skip
"""What feelings may be called besides, as the columns may."""

MOST_FAULTS = 200
_SHOWN_LETTERS = 40


class LabelFileError(UsageError):
    """A file of labels has rows that can't be followed."""

    code: ClassVar[str] = "label_file"


def columns_named(names: Sequence[str], *, file: str) -> Mapping[str, str]:
    """Returns which column holds what; raises `LabelFileError` where texts or all that is said of them are missing."""
    plain = {name.strip().casefold(): name for name in names}
    found = {what: plain[word] for what, words in COLUMNS.items() for word in reversed(words) if word in plain}
    if "text" not in found or not found.keys() & {"feeling", "emotion", "reasons"}:
        raise LabelFileError(
            f"expected a column text and at least one of feeling, emotion and reasons in {file}, "
            f"got {', '.join(names) or 'no columns'}; name them so in its heading"
        )
    return found


def corrections_in(rows: Iterable[Mapping[str, str | None]], *, file: str, by: str = "") -> tuple[Correction, ...]:
    """Returns what the rows say; rows that say nothing of their text are left out.

    Raises `LabelFileError` with every row that can't be followed. Several reasons stand between commas or semicolons.
    """
    faults: list[str] = []
    found: dict[str, Correction] = {}
    for number, row in enumerate(rows, start=1):
        one = _correction(row, by=by, place=f"row {number}", faults=faults)
        if one is None:
            continue
        before = found.get(one.text)
        if before is not None and _said(before) != _said(one):
            faults.append(f"row {number}: expected one opinion of each text, this one was labelled otherwise before")
        found[one.text] = one
    if faults:
        more = [f"and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        raise LabelFileError(
            f"expected labels that can be followed in {file}; nothing was taken over, correct these rows:",
            faults=[*faults[:MOST_FAULTS], *more],
        )
    return tuple(found.values())


def correction_of(line: Mapping[str, Any]) -> Correction | None:
    """Returns what a kept line says, None where it says what nobody knows any more."""
    reasons = line.get("reasons")
    told = Correction(
        str(line["text"]),
        line.get("feeling"),
        line.get("emotion"),
        tuple(reasons) if isinstance(reasons, list) else None,
        str(line.get("by") or ""),
    )
    is_known = (
        (told.feeling is None or told.feeling in FEELINGS)
        and (told.emotion is None or told.emotion in EMOTIONS)
        and (told.reasons is None or set(told.reasons) <= set(REASONS))
    )
    return told if is_known else None


def line_of(one: Correction) -> dict[str, Any]:
    """Returns a correction as it is kept: only what is said."""
    said = {"text": one.text, "feeling": one.feeling, "emotion": one.emotion, "by": one.by or None}
    reasons = {} if one.reasons is None else {"reasons": list(one.reasons)}
    return {name: told for name, told in said.items() if told is not None} | reasons


def _said(one: Correction) -> tuple[object, ...]:
    return (one.feeling, one.emotion, one.reasons)


def _correction(row: Mapping[str, str | None], *, by: str, place: str, faults: list[str]) -> Correction | None:
    told = {what: (row.get(what) or "").strip() for what in COLUMNS}
    if not any(told.values()):
        return None
    known = {"feeling": FEELINGS, "emotion": EMOTIONS}
    before = len(faults)
    for what, words in known.items():
        word = FEELING_WORDS.get(told[what].casefold(), told[what].casefold())
        if word and word not in words:
            faults.append(f"{place}: expected {what} to be {', '.join(words)}, got {_shown(told[what])}")
        told[what] = word
    reasons = tuple(one.strip().casefold() for one in told["reasons"].replace(";", ",").split(",") if one.strip())
    odd = [one for one in reasons if one not in REASONS]
    if odd:
        faults.append(f"{place}: expected reasons among {', '.join(REASONS)}, got {', '.join(map(_shown, odd))}")
    if not told["text"]:
        faults.append(f"{place}: expected a text, got none")
    if len(faults) > before or not (told["feeling"] or told["emotion"] or reasons):
        return None
    return Correction(told["text"], told["feeling"] or None, told["emotion"] or None, reasons or None, told["by"] or by)


def _shown(word: str) -> str:
    return repr(word if len(word) <= _SHOWN_LETTERS else f"{word[:_SHOWN_LETTERS]}…")
