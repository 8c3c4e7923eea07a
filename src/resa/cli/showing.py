"""Commands that answer questions: show, query."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import HERE, AsJson, Place, Where
from resa.cli.output import print_table, say
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
    where: Where = None,
    per: str = "customer",
    by: str | None = None,
    start: Annotated[str | None, Parameter(name="--from")] = None,
    end: Annotated[str | None, Parameter(name="--to")] = None,
    goal: str | None = None,
    steps: str | None = None,
    order: str = "ordered",
    within: str | None = None,
    bucket: str = "month",
    at: str | None = None,
    side: str = "after",
    visit: str = "first",
    depth: int = 5,
    most: int = 6,
    versus: str | None = None,
    page: list[str] | None = None,
    model: str | None = None,
    touches: str | None = None,
    accounts: str | None = None,
    kind: str | None = None,
    screenshot: Path | None = None,
    map: str | None = None,  # noqa: A002 - the option's word
    out: Path | None = None,
    lang: str | None = None,
    theme: str = "light",
    place: Place = HERE,
    json: AsJson = False,
) -> None:
    """Answer one question about the journeys.

    Args:
        what: channels, touchpoints, stages, transitions, variants, funnel, sessions, retention, waits, repeats,
            conversions, micro-conversions, kpis, flow, around, switches, bounce, companies, types,
            attribution, omnichannel, conformance, alerts, emotions, themes, loyalty, personas,
            pains, drivers, opportunities, economy, comparison, checks or clicks.
        where: A filter, for example "channel = web and has(kind = order)".
        per: Count per customer, journey or session.
        by: Split by a field, for example channel, profile.country or property.product; of a comparison: stage,
            touchpoint, transition, goal or figure; of clicks: area or element.
        start: Only from this instant or day on.
        end: Only before this instant or day.
        goal: The goal of conversions, without it all of them; of pains, drivers and opportunities the one that counts.
        steps: The touchpoints of a funnel, separated by commas.
        order: How funnel steps must follow: ordered, strict or any.
        within: The longest time a funnel may take, or how long before a goal a touch is credited: 30min, 12h or 7d.
        bucket: The calendar step of retention: month.
        at: The touchpoint that a flow starts or ends with, or that is looked around; or the persona to see in full.
        side: Follow a flow after that touchpoint, or look what came before it.
        visit: Which visit to that touchpoint counts: first or last.
        depth: How many steps of a flow are followed.
        most: How many touchpoints of each step of a flow are named; the others are one.
        versus: The filter of the group that a comparison holds the group of --where against.
        page: The page whose clicks are asked for; without it, the pages that have any. Of checks: a page as a browser
            saves it, an .html file; may be given several times, beside those in the workspace's folder pages.
        model: How a goal is credited: first, last, linear, position, decay, markov (markov2 to markov4 remember more
            touches) or shapley; without it, all but the longer memories.
        touches: A filter of what may be credited at all, for example "channel in (ads, email)".
        accounts: Customers of whom this profile field says the same count as one, for example profile.company.
        kind: Of findings only these: pain, delight or moment_of_truth.
        screenshot: A PNG picture of the page, drawn under the clicks in a file of --out.
        map: The map that journeys are held against: one of the app's, by its id or title, or a file.
        out: Write the answer to a file instead: .csv, .xlsx, .parquet or .json, and where it has a picture .svg, .png,
            .pdf or .pptx.
        lang: The language of that file: en, sv, da or nb; without it English, and CSV keeps the keys of the JSON.
        theme: Of pictures and slides: light, dark or print.
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.asking import Question
    from resa.app.show import show
    from resa.app.stagenames import with_stage_names
    from resa.app.workspace import open_workspace

    question = Question(
        what=what,
        where=where,
        per=per,
        by=by,
        start=start,
        end=end,
        goal=goal,
        steps=tuple(step.strip() for step in steps.split(",")) if steps else (),
        order=order,
        within=within,
        bucket=bucket,
        at=at,
        side=side,
        visit=visit,
        depth=depth,
        most=most,
        versus=versus,
        page=None if what == "checks" else one_page(page),
        pages=tuple(page or ()) if what == "checks" else (),
        model=model,
        touches=touches,
        accounts=accounts,
        kind=kind,
        map=map,
    )
    answer = show(open_workspace(place.workspace), question)
    if out is None:
        if screenshot is not None:
            raise UsageError("expected --out beside --screenshot: a screenshot lies under a picture; name its file")
        print_table(answer if json else with_stage_names(answer), as_json=json, most=MOST_ROWS)
        return
    from resa.app.answerfiles import write_answer
    from resa.app.screenshot import screenshot as picture_in

    backdrop = picture_in(screenshot) if screenshot else None
    written = write_answer(answer, out, language=lang, theme=theme, backdrop=backdrop)
    _tell(written.path, size=written.bytes, rows=written.rows)


def one_page(pages: list[str] | None) -> str | None:
    """Returns the page that was named; of clicks it is one."""
    if pages and len(pages) > 1:
        raise UsageError(f"expected one --page, got {len(pages)}: {', '.join(map(repr, pages))}")
    return pages[0] if pages else None


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
