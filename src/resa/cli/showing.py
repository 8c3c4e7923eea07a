"""Commands that answer questions: show, query."""

from pathlib import Path

from cyclopts import App

from resa.cli.options import EVERYTHING, HERE, AsJson, Kept, Place, told
from resa.cli.output import print_table, say
from resa.cli.questionoptions import (
    BESIDE,
    COUNTING,
    CREDITING,
    PRINTED,
    WALKING,
    Beside,
    Counting,
    Crediting,
    InFile,
    Walking,
    listed,
    pages_asked,
)
from resa.model.errors import UsageError

MOST_ROWS = 60


def register(program: App) -> None:
    """Adds these commands to the program."""
    program.command(show)
    program.command(query)


def show(
    what: str,
    /,
    *,
    kept: Kept = EVERYTHING,
    counting: Counting = COUNTING,
    walking: Walking = WALKING,
    beside: Beside = BESIDE,
    crediting: Crediting = CREDITING,
    file: InFile = PRINTED,
    place: Place = HERE,
    json: AsJson = False,
) -> None:
    """Answer one question about the journeys.

    Args:
        what: channels, touchpoints, stages, transitions, variants, funnel, sessions, retention, waits, repeats,
            conversions, micro-conversions, kpis, flow, around, switches, bounce, companies, types,
            attribution, omnichannel, conformance, alerts, emotions, themes, loyalty, personas,
            pains, drivers, opportunities, economy, comparison, checks or clicks.
        kept: Whom figures are about, and which days.
        counting: How figures are counted.
        walking: Which way customers go.
        beside: What the journeys are held against.
        crediting: What a goal is credited to.
        file: The answer as a file.
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.asking import Question
    from resa.app.show import show
    from resa.app.stagenames import with_stage_names
    from resa.app.workspace import open_workspace

    if file.screenshot is not None and file.out is None:
        raise UsageError("expected --out beside --screenshot: a screenshot lies under a picture; name its file")
    said = told(kept, counting, walking, beside, crediting) | pages_asked(what, counting.page)
    answer = show(open_workspace(place.workspace), Question(what, **said | {"steps": listed(walking.steps)}))
    if file.out is None:
        print_table(answer if json else with_stage_names(answer), as_json=json, most=MOST_ROWS)
        return
    from resa.app.answerfile.write import write_answer
    from resa.app.screenshot import screenshot

    backdrop = screenshot(file.screenshot) if file.screenshot else None
    written = write_answer(answer, file.out, language=file.lang, theme=file.theme, backdrop=backdrop)
    _tell(written.path, size=written.bytes, rows=written.rows)


def query(sql: str, /, *, out: Path | None = None, lang: str = "en", place: Place = HERE, json: AsJson = False) -> None:
    """Run read-only SQL over the documented views.

    Args:
        sql: One SELECT over interactions, customers, identifiers, links, touchpoints, orders, lines, answers, rejected,
            profiles or consents.
        out: Write the rows to a file instead, however many there are: .parquet, .csv, .json or .xlsx.
        lang: The language of the sheet that says what a workbook rests on: en, sv, da or nb.
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.query import query
    from resa.app.workspace import open_workspace

    workspace = open_workspace(place.workspace)
    if out is None:
        print_table(query(workspace, sql), as_json=json, most=MOST_ROWS)
        return
    from resa.app.queryfile import write_query

    written = write_query(workspace, sql, out, language=lang)
    _tell(written.path, size=written.bytes, rows=written.rows)


def _tell(path: Path, *, size: int, rows: int) -> None:
    say(f"{path}  {size:,} bytes, {rows:,} rows")
