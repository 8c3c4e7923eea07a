"""Open questions of an import, asked at a terminal."""

import sys

from resa.cli.output import say
from resa.model.identifier import TRUST
from resa.model.intake import OpenQuestion, OpenQuestions

_IS_CONFIRMED = ("", "y", "yes", "j", "ja")


def is_conversation() -> bool:
    """Returns whether a person reads what we print and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def answers_to(asked: OpenQuestions) -> list[tuple[str, str, str]]:
    """Returns the answers as (source, field, answer), after showing the proposed specs.

    Raises the questions again where somebody says that something assumed is wrong, or ends the conversation.
    """
    answers = []
    say("It would be read like this:\n\n  " + asked.spec.replace("\n", "\n  "))
    for question in asked.questions:
        try:
            answers += _asked(question)
        except (EOFError, _NotSoError):
            raise asked from None
    return answers


class _NotSoError(Exception):
    """Somebody says that an assumption is wrong: the draft has to be mended by hand."""


def _asked(question: OpenQuestion) -> list[tuple[str, str, str]]:
    say(f"{question.source}: {question.question}")
    for sample in question.samples:
        say(f"      {sample}")
    if len(question.options) == 1 and question.question.endswith("--yes accepts it"):
        if input("  [Y/n] ").strip().lower() not in _IS_CONFIRMED:
            raise _NotSoError
        return []
    told = _chosen(question.options)
    answers = [(question.source, question.field, told)]
    if question.field == "identifiers" and question.question.startswith("which of these columns"):
        say(f"what kind of identifier is {told}?")
        answers.append((question.source, "identifiers.namespace", _chosen(TRUST)))
    return answers


def _chosen(options: tuple[str, ...]) -> str:
    """Returns the choice of a number, or what was written instead."""
    for number, option in enumerate(options, 1):
        say(f"  {number}  {option}")
    while True:
        told = input("  number, or the answer itself: ").strip()
        if told.isdecimal() and 1 <= int(told) <= len(options):
            return options[int(told) - 1]
        if told and not (told.isdecimal() and options):
            return told
