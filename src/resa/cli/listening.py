"""Commands about what customers say: feedback, feedback read, feedback label, feedback words."""

from pathlib import Path

from cyclopts import App

from resa.cli.options import HERE, AsJson, Place
from resa.cli.output import print_json, print_table, say


def register(program: App) -> None:
    """Adds these commands to the program."""
    group = App(name="feedback", help="What customers said: what was read in it, how well, and what people correct.")
    group.default(feedback)
    group.command(read)
    group.command(label)
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

    from resa.app.feedbackreading import read_feedback
    from resa.app.workspace import open_workspace
    from resa.cli.progress import Bar

    with Bar(is_quiet=json) as bar:
        done = read_feedback(open_workspace(place.workspace), progress=bar)
    if json:
        print_json(asdict(done))
        return
    say(f"{done.read:,} of {done.texts:,} different texts read now, by {done.rung.name} ({done.rung.version})")
    for note in done.notes:
        say(note)


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
