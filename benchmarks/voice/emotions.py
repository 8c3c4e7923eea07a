"""The sentences that the emotions are learnt from, written for it in four languages."""

from dataclasses import dataclass

from benchmarks.voice.sentences import FOLDER


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the emotion that it tells."""

    text: str
    language: str
    emotion: str


def told_emotions() -> list[Told]:
    """Return every sentence as it stands, and once more as a sentence with its capital and its stop."""
    found, emotion, language = [], "", ""
    for line in (FOLDER / "emotions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            emotion, language = line[1:-1].split()
        elif line:
            texts = (line, f"{line[0].upper()}{line[1:]}.")
            found += [Told(text, language, emotion) for text in texts]
    return found
