"""What `--json` prints."""

from tools.reference.markdown import agree, table
from tools.reference.sample import sampled

from resa.model.intake import OpenQuestion, SourceReport


def envelopes() -> str:
    """Returns what `--json` prints."""
    answer = dict(sampled())["channels"].to_json()
    rows = [
        ("what, per, by, where", "the question"),
        ("as_of", "when it was answered; ISO, UTC"),
        ("revision", "the state of the workspace it was answered at"),
        ("base", "`customers`, `journeys`, `interactions`, `from`, `to`: who was counted, over which period"),
        ("measures", "for each column of figures its `unit` and `variant`; see [figures](figures.md)"),
        ("rows", "the rows; shares are 0 to 1 and carry `<field>_interval: [low, high]`"),
        ("exact", "false where figures were estimated"),
        ("notes", "sentences a reader must know: defaults that applied, what is absent and why"),
    ]
    agree([name for row in rows for name in row[0].split(", ")], known=answer, about="the envelope")
    rows.append(("stages", "where you gave stages names of your own: those, by id; rows keep the ids"))
    spread = (
        "\n`waits`: each row has a `distribution`, a list of `[low, high, count]`: how many waits took from `low`\n"
        "up to but not including `high` seconds. Spans without waits are left out; the counts add up to `n`.\n"
    )
    pressed = (
        "\n`clicks`: without a page, a row for each page: `page`, the `touchpoint` it stands on, how many of its\n"
        "clicks are `placed`, how many `elements` were met. Of one page by area: `screen` (phone, tablet, desktop or\n"
        "null), `tall` (how many times as high as wide the page was), `area` (column and row from the upper left,\n"
        "null for clicks without a position), `x` and `y` (its middle, shares of width and height), and the `element`\n"
        "met most in it. By element: `element` with the median `x` and `y` of its clicks. `next` is a touchpoint,\n"
        "`(same page)` or `(drop-off)`. `rage`, `dead` and `goal_share` are null where nothing can tell them.\n"
    )

    report = ", ".join(f"`{name}`" for name in SourceReport("x").to_json())
    question = ", ".join(f"`{name}`" for name in OpenQuestion("x", "y", "z").to_json())
    return (
        "# JSON\n\nEvery command that takes `--json` prints one document on standard output.\n\n## Answers\n\n"
        "`show`, `query`, `sources`, `rejected`, `touchpoints`, `stages`, `goals`, `customer`, `identity`, `check`:\n\n"
        + table(("key", "holds"), rows=rows)
        + spread
        + pressed
        + '\n## Imports\n\n`resa import --json` and `resa replay --json`: `{"sources": […]}`, one entry a source:\n'
        + f"{report}.\n\n"
        "`received` is the sum of `stored`, `duplicates`, `rejected` and `suppressed`. `yielded` counts what the\n"
        "stored records gave, by kind.\n"
        f"\n## Open questions\n\nExit code 2, and beside `error` a list `questions`: {question}.\n"
        "`field` is the place in the spec; `options` are the answers that fit, where they are few.\n"
    )
