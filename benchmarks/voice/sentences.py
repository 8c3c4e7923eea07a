"""The sentences that the shipped head learns from, put together from clauses written for it in four languages."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "clauses"
LANGUAGES = ("en", "sv", "da", "nb")
FEELINGS = ("negative", "neutral", "positive")

BUT = {"en": "but", "sv": "men", "da": "men", "nb": "men"}
AND = {"en": "and", "sv": "och", "da": "og", "nb": "og"}
SIGNS = {
    "positive": ("😊", "👍", "❤", "😍", ":)", "🙏", "😀", "🎉", "!!", "!"),
    "negative": ("😡", "😞", "👎", ":(", "😢", "😠", "!!!", "!", "🙄", "..."),
    "neutral": ("", "", "?", "...", "🤔"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as written: its language, what it is about ("general" where nothing in particular) and its feeling."""

    text: str
    language: str
    reason: str
    feeling: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text to learn from, what it is about, and how much of each feeling is in it (sums to 1)."""

    text: str
    language: str
    reasons: frozenset[str]
    feelings: tuple[float, float, float]


def clauses() -> list[Clause]:
    """Returns the clauses of the four files, in order."""
    found = []
    for language in LANGUAGES:
        reason = feeling = ""
        for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                reason, feeling = line[1:-1].split()
            elif line:
                found.append(Clause(line, language, reason, feeling))
    return found


def sentences(*, seed: int = 7) -> list[Sentence]:
    """Returns each clause alone, with signs, and joined with others of its language; the same for the same seed."""
    rng = random.Random(seed)
    known = clauses()
    found: list[Sentence] = []
    for clause in known:
        found += _alone(clause, rng)
        found += _joined(clause, [one for one in known if one.language == clause.language], rng)
    return found


def _alone(clause: Clause, rng: random.Random) -> list[Sentence]:
    told = clause.text[0].upper() + clause.text[1:]
    texts = [clause.text, told + ("?" if _asks(clause) else ".")]
    sign = rng.choice(SIGNS[clause.feeling])
    if sign:
        texts.append(f"{told} {sign}".replace(" !", "!").replace(" ?", "?"))
    return [_sentence(text, clause) for text in texts]


def _joined(clause: Clause, known: list[Clause], rng: random.Random) -> list[Sentence]:
    alike = [one for one in known if one.feeling == clause.feeling]
    second, third = rng.choice(alike), rng.choice(alike)
    plain = rng.choice([one for one in known if one.feeling == "neutral"])
    joint = rng.choice((". ", ", ", f" {AND[clause.language]} ", "! "))
    found = [_sentence(_text(clause, second, joint=joint), clause, second)]
    if clause.feeling == "neutral":
        return found
    longer = f"{_text(second, clause, joint='. ')} {third.text[0].upper()}{third.text[1:]}."
    found.append(_sentence(longer, clause, second, third))
    found.append(_sentence(_text(plain, clause, joint=". "), clause, plain))
    return [*found, _of_two_minds(clause, known, rng)]


def _of_two_minds(clause: Clause, known: list[Clause], rng: random.Random) -> Sentence:
    """Returns the clause, "but", and one of the other feeling: what comes last counts for more."""
    other = rng.choice([one for one in known if one.feeling not in {clause.feeling, "neutral"}])
    shares = (0.25, 0.25, 0.5) if other.feeling == "positive" else (0.5, 0.25, 0.25)
    text = _text(clause, other, joint=f", {BUT[clause.language]} ")
    return replace(_sentence(text, clause, other), feelings=shares)


def _sentence(text: str, clause: Clause, *others: Clause) -> Sentence:
    reasons = frozenset(one.reason for one in (clause, *others) if one.reason != "general")
    at = FEELINGS.index(clause.feeling)
    return Sentence(text, clause.language, reasons, (float(at == 0), float(at == 1), float(at == 2)))


def _text(first: Clause, second: Clause, *, joint: str) -> str:
    start = second.text[0].upper() + second.text[1:] if joint[0] in ".!" else second.text
    return f"{first.text[0].upper()}{first.text[1:]}{joint}{start}."


def _asks(clause: Clause) -> bool:
    asking = "hur var vad vem när kan finns hvor hvad hvem hva findes how what where who when can do was does är er"
    return clause.feeling == "neutral" and clause.text.lower().split()[0] in asking.split()
