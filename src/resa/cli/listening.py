"""Commands about what customers say: feedback, and feedback read, texts, label and words."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import EVERYTHING, HERE, AsJson, Kept, Place, told
from resa.cli.output import print_json, print_table, say

MOST_NAMED = 20
LONGEST_NAMED = 60  # letters


def register(program: App) -> None:
    """Adds these commands to the program."""
    group = App(name="feedback", help="What customers said: what was read in it, how well, and what people correct.")
    group.default(feedback)
    group.command(read)
    group.command(label)
    group.command(texts)
    group.command(words)
    program.command(group)


def feedback(*, place: Place = HERE, json: AsJson = False) -> None:
    """List what was said by source, which rung of the ladder read it, and how well that was measured to read.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.feedback import feedback
    from resa.app.workspace import open_workspace

    print_table(feedback(open_workspace(place.workspace)), as_json=json)


def read(*, place: Place = HERE, json: AsJson = False) -> None:
    """Read every text that the best reader here has not read yet; whoever stops it loses nothing that was read.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of lines.
    """
    from dataclasses import asdict

    from resa.app.feedbackrun import read_feedback
    from resa.app.workspace import open_workspace
    from resa.cli.progress import Bar

    with Bar(is_quiet=json) as bar:
        done = read_feedback(open_workspace(place.workspace), progress=bar)
    if json:
        print_json(asdict(done))
        return
    say(f"{done.read:,} of {done.texts:,} different texts read now, by {done.rung.name} ({done.rung.version})")
    if done.is_stopped:
        say("stopped before the end, by somebody in the app or at another terminal; run it again to go on")
    for one in done.failed[:MOST_NAMED]:
        say(f"not read ({one.why}), word lists read it instead: {one.text[:LONGEST_NAMED]}")
    if len(done.failed) > MOST_NAMED:
        say(f"and {len(done.failed) - MOST_NAMED:,} more that could not be read; --json names all")
    for note in done.notes:
        say(note)


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in a text.

    Attributes:
        feeling: negative, neutral, positive or undecided.
        emotion: A named emotion (beta).
        reason: What it is about: waiting, price, staff and so on.
        theme: A theme of `resa show themes` under the same filter, by its name.
        language: Its language: en, sv, da or nb.
        touchpoint: Where it was said.
        channel: On which channel.
        source: In which source.
        by: Who read it: lexicon, shipped, refitted, own, or person for texts that people labelled.
        find: Letters that the text holds.
    """

    feeling: str | None = None
    emotion: str | None = None
    reason: str | None = None
    theme: str | None = None
    language: Annotated[str | None, Parameter(name="--lang")] = None
    touchpoint: str | None = None
    channel: str | None = None
    source: str | None = None
    by: str | None = None
    find: str | None = None


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Portion:
    """Which of the texts found are shown.

    Attributes:
        order: newest, worst, best, often, or unsure: those that a label would teach the reader most.
        skip: How many of the first are left out.
        most: How many are shown, at most 500.
    """

    order: str = "newest"
    skip: int = 0
    most: int = 50


EVERY_TEXT, NEWEST = Search(), Portion()


def texts(
    *,
    kept: Kept = EVERYTHING,
    search: Search = EVERY_TEXT,
    portion: Portion = NEWEST,
    place: Place = HERE,
    json: AsJson = False,
) -> None:
    """Show the texts behind the figures of feelings, each once, with what was read in it and how sure that is.

    Args:
        kept: Whose texts, and from which days.
        search: What is looked for in a text.
        portion: Which of the texts found are shown.
        place: Where the workspace lies.
        json: Print the documented JSON, with the count of every choice, instead of a table.
    """
    from resa.app.feedbackvoices import VoicesAsked, in_brief, voices_of
    from resa.app.workspace import open_workspace

    found = voices_of(open_workspace(place.workspace), VoicesAsked(**told(kept, search, portion)))
    if json:
        print_json({**found.table.to_json(), "total": found.total, "facets": found.facets})
    else:
        print_table(in_brief(found), as_json=False)


def label(file: Path, /, *, by: str = "", place: Place = HERE, json: AsJson = False) -> None:
    """Take over what people say of texts; it wins over what was read, and from enough of it the reader learns.

    Args:
        file: CSV, XLSX, JSON or Parquet with the columns text and feeling, emotion or reasons.
        by: Who says so, where the file has no column by.
        place: Where the workspace lies.
        json: Print the documented JSON instead of lines.
    """
    from dataclasses import asdict

    from resa.app.feedbacklabels import label_feedback
    from resa.app.workspace import open_workspace

    done = label_feedback(open_workspace(place.workspace), file, by=by)
    if json:
        print_json(asdict(done))
        return
    say(f"{done.labels:,} texts labelled, {done.new:,} of them for the first time; {done.kept:,} labels are kept")
    if done.texts_said < done.labels:
        say(f"{done.labels - done.texts_said:,} of them are texts that nobody said here; they serve to learn from")
    say("`resa feedback read` lets the reader learn from them")


def words(text: str, /, *, lang: str | None = None, place: Place = HERE, json: AsJson = False) -> None:
    """Show what is read in a text, and the words behind it, the strongest first.

    Args:
        text: The text.
        lang: Its language: en, sv, da or nb; without it, the language is found.
        place: Where the workspace lies.
        json: Print the documented JSON instead of lines.
    """
    from resa.app.feedbackreading import read_text
    from resa.app.workspace import open_workspace

    found = read_text(open_workspace(place.workspace), text, language=lang)
    if json:
        print_json(found)
        return
    say(f"{found['feeling'] or 'not decided'}, {found['language'] or 'language unknown'}, by {found['rung']}")
    for one in found["words"]:
        say(f"{one['weight']:+.2f}  {one['word']}")
