"""Writes docs/reference from the code: commands, views, specs, figures, filters, errors, envelopes, files.

usage: reference.py [FOLDER]   (default: docs/reference)

What the code says itself (names, types, defaults, docstrings) is taken from there. What only people can say stands in
the tables below; a name the code has and the tables lack, or the other way round, stops the writing.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
import tempfile
import types
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from cyclopts import App

import resa
from resa.app.asking import Question
from resa.app.show import ANSWERS, show
from resa.app.take_in import Request, take_in
from resa.app.workspace import open_workspace
from resa.cli.program import program
from resa.collect import spec as spec_module
from resa.collect.presets.page import RESTS_ON, page
from resa.collect.presets.preset import presets
from resa.collect.readers import raw
from resa.collect.readers.raw import FileFormat
from resa.collect.spec import SourceSpec
from resa.model.condition import FIELDS, OPERATORS
from resa.model.errors import FailureError, ResaError, UsageError
from resa.model.identifier import RECORD_NAMESPACES, TRUST
from resa.store.view import VIEWS
from resa.understand import (
    around,
    bounce,
    clicks,
    company,
    conversion,
    deviation,
    difference,
    funnel,
    interval,
    kpi,
    microconversion,
    path,
    reach,
    repeat,
    retention,
    score,
    stepflow,
    switch,
    wait,
)
from resa.understand.checking import checklist
from resa.understand.credit import attribution
from resa.understand.feedback import emotion, loyalty, theming
from resa.understand.improving import driver, economy, opportunitylist, painlist, price
from resa.understand.journeytype import types as journeytypes
from resa.understand.omnichannel import tested
from resa.understand.persona import answer as persona_answer
from resa.understand.voice.shipped import shipped_weights
from resa.understand.watch import alert

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/reference"
HEAD = "<!-- Written by `make reference` from the code. Change the code, or tools/reference.py, and run it again. -->\n"

FILTER_FIELDS = {
    "channel": "what carried it: web, store, phone …",
    "touchpoint": "the touchpoint, as `resa touchpoints` lists it",
    "name": "the touchpoint as the source calls it",
    "stage": "the stage of the touchpoint",
    "kind": "what kind of interaction: page, order, call …",
    "source": "the source that delivered it",
    "device": "the device",
    "direction": "in: from the customer; out: from the company",
    "time": "when; ISO, half open: `time >= 2026-01 and time < 2026-03` is January and February",
    "score": "the score, a number",
    "money": "the amount in whole units of its currency",
    "language": "the language of the text",
    "order_id": 'the order; `order_id != ""` is any order',
    "matter": "what it was about: a ticket, an order, else a topic",
    "topic": "the topic",
    "outcome": "how it ended",
    "campaign": "the campaign",
    "wait_seconds": "how long the customer waited for it",
    "weekday": "in the customer's own offset where it is known, else UTC: `monday`, `mon` or 1 (Monday) to 7",
    "hour": "0 to 23, in the customer's own offset where it is known, else UTC",
    "month": "1 to 12, likewise",
    "customer": "keeps one customer: a label such as `email:a@x.se`, or any of their identifiers",
    "segment": "keeps the customers of a segment",
    "type": "keeps customers whose whole history is of a type: its id or name, as `resa types` lists them",
    "persona": "the same as `segment`: a persona's id or name, as `resa personas` lists them",
    "physical": "`yes` where the customer is bodily there, else `no`",
    "text": "what was said or written; `contains` looks inside, whatever the case",
    "profile.COLUMN": "keeps customers: what is known of them at last, by the name the spec gives the column",
    "property.COLUMN": "a column of the record that no field took: `property.article = 20205`",
}
OPERATOR_MEANINGS = {
    "=": "is; of a time: lies within that year, month, day …",
    "!=": "is not, unknown included",
    "<": "below, or before",
    "<=": "at most, or before the end of",
    ">": "above, or after the end of",
    ">=": "at least, or from the start of",
    "in": "is one of: `channel in (web, app)`",
    "contains": "has this text inside, whatever the case",
}
KPIS = {
    "nps": "Net Promoter Score in points, -100 to 100: percent of answers of 9 and 10 minus percent of 0 to 6.",
    "csat_mean": "Mean of the satisfaction scores, on the scale they were asked on.",
    "csat_top2_share": "Share of satisfaction answers among the two highest of their scale.",
    "ces_mean": "Mean of the effort scores.",
    "stars_mean": "Mean of the stars in reviews.",
    "conversion_share": "Share of units that reached the main goal at least once.",
    "move_on_share": "Share of those in a stage who got on to a later one. Whoever may still go on is left out.",
    "answer_wait_median": "Median of what sources call the wait for an answer, over contacts.",
    "order_value_mean": "Mean order value in the most frequent currency; other currencies are not converted.",
    "retention_share": "Share of customers who came back in a later calendar month than their first.",
    "cart_abandonment_share": "Share of those who filled or viewed a cart and bought nothing after it.",
    "repeat_share": "Share of customers who contacted us and had to raise the same matter on another channel.",
    "open_share": "Share of delivered messages (of sent ones where nobody tells) that were opened, by channel.",
}
REASONS = {
    "ragged": "more or fewer fields than the header has",
    "open_quote": "a quote opens and never closes",
    "not_json": "not JSON",
    "not_an_object": "JSON, but no object with named fields",
    "not_a_message": "mail, but no message that can be taken apart",
    "cut_off": "the file ends in the middle of a record",
    "too_long": "one record is longer than any real one",
    "time_missing": "an interaction without a time",
    "time_unreadable": "a time that the spec's format cannot read",
    "time_impossible": "a time far outside of what can be: a wrong format, or a clock years off",
    "number_unreadable": "an amount, quantity or score that is no number",
    "score_off_scale": "a score outside its scale that is no don't-know code either",
}
FILES = {
    "manifest.json": "names what belongs to the newest revision; replaced by one rename",
    "segments/": "the truth: the records received, rejected ones included, and what they yielded; never changed",
    "journeys/": "the journey store that questions read; may be deleted, opening builds it anew",
    "identity/": "who is who, one folder a revision",
    "catalogue/": "which touchpoint each place counts as, one file a revision",
    "changes/": "which customers each revision touched",
    "erased/": "marks of what was erased, so that a restored backup stays erased",
    "sources/*.yaml": "settings: one spec a source",
    "sources/drafts/*.yaml": "proposed specs with a `?` at every open question",
    "workspace.yaml": "settings: `company`, `zone`, `region` (of national phone numbers), `review_months`",
    "catalogue.yaml": "settings: names, groups and stages of touchpoints that people gave",
    "stages.yaml": "settings: your own stages",
    "goals.yaml": "settings: goals and micro-conversions",
    "worth.yaml": "settings: what contacts and messages cost, and what customers and goals are worth, as people said",
    "personas.yaml": "settings: what people say of personas, and personas of their own with `claims`",
    "personas-fit.yaml": "the model by which customers belong to personas; written by `resa personas fit`",
    "journey-types.yaml": "the model by which histories belong to types, and their names; written by `resa types`",
    "journey-types-before.yaml": "the types before the last change, so that it can be undone",
    "personas-fit-before.yaml": "the model before that one, so that a fit can be undone",
    "alerts.yaml": "settings: alerts that are known or handled: `alert`, `status`, `owner`, `note`, `by`, `on`",
    "checks.yaml": "settings: what people say of checks that no data tells: `check`, `verdict`, `says`, `by`, `at`",
    "pages/*.html": "pages as a browser saves them, which `resa show checks` looks at",
    "watch.json": "which alerts `resa watch` has told; may be deleted, then each is told again",
    "journeys.yaml": "settings: `gap_days` (90) and `session_minutes` (30)",
    "identity.yaml": "settings: what people decided about who is who",
    "labels.jsonl": "settings: what people say of texts instead of what was read, one line a text",
    "readings/": "what was read in texts, kept by a keyed hash of each; derived, `resa feedback read` makes it anew",
    "people.yaml": "settings: `oidc`, the identity provider by which people sign in",
    "maps/*.yaml": "maps as files: new ones come into the app, `resa write-maps` writes the app's maps back",
    "templates/*.yaml": "templates of your own: maps that new ones begin from",
    "pictures/": "pictures that people put on maps, named by their content",
    "workspace.sqlite": "what people make together: maps, comments, versions, accounts, share links, who did what",
    ".last-good/": "what each settings file last said well; it holds while a hand edit is broken",
    "uploads/": "files dropped in a browser until they are in the log, then deleted; what became of them for a week",
    "workspace.lock, import.lock, settings.lock, rooms.lock": "held by whoever writes or serves; harmless when left",
}
SHOWN_BY = {
    "channels": reach.channels, "touchpoints": reach.touchpoints, "stages": reach.stages,
    "transitions": path.transitions, "variants": path.variants, "funnel": funnel.funnel,
    "sessions": retention.sessions, "retention": retention.retention, "waits": wait.waits,
    "repeats": repeat.repeats, "conversions": conversion.conversions, "kpis": kpi.kpis,
    "companies": company.companies,
    "flow": stepflow.stepflow, "around": around.around,
    "switches": switch.switches, "bounce": bounce.bounces,
    "micro-conversions": microconversion.micro_conversions, "conformance": deviation.conformance,
    "comparison": difference.group_differences,
    "clicks": clicks.clicks,
    "types": journeytypes.types, "attribution": attribution.attribution, "omnichannel": tested.omnichannel,
    "alerts": alert.alerts, "checks": checklist.checks,
    "pains": painlist.pain_list, "drivers": driver.drivers, "opportunities": opportunitylist.opportunity_list,
    "economy": economy.economy,
    "personas": persona_answer.personas,
    "emotions": emotion.emotions, "themes": theming.themes, "loyalty": loyalty.loyalty,
}  # fmt: skip
SAMPLED: Mapping[str, Mapping[str, Any]] = {
    "funnel": {"steps": ("order",)},
    "around": {"at": "order"},
    "comparison": {"versus": "money > 60"},
}
"""What questions need to be told before they can be asked."""

SAMPLE = """order_no,email,placed,amount,currency
1,a@x.se,2026-01-05T10:00:00Z,100.00,SEK
2,b@x.se,2026-02-03T09:00:00Z,50.00,SEK
"""
SAMPLE_SPEC = """
source: orders
time: placed
identifiers: [{column: email, namespace: email}]
interactions:
- {name: {constant: order}, channel: {constant: web}, kind: {constant: order}, order_id: order_no,
   money: {column: amount, currency: currency}}
"""

SAMPLE_MAP = """resa: journeymap
version: 1
stages:
  stage:buying:
    name: Buying
    position: 1
steps:
  step:order:
    stage: stage:buying
    position: 1
    name: Order
    touchpoint: order
"""


def agree(said: Collection[str], *, known: Collection[str], about: str) -> None:
    """Stops the writing where the tables above and the code do not name the same things."""
    missing, gone = sorted(set(known) - set(said)), sorted(set(said) - set(known))
    if missing or gone:
        raise SystemExit(f"tools/reference.py, {about}: expected a sentence for {missing}, and none for {gone}")


def table(head: Iterable[str], *, rows: Iterable[Iterable[str]]) -> str:
    """Returns a Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def prose(documented: Any) -> str:
    """Returns a docstring as paragraphs, without its examples."""
    text = inspect.getdoc(documented) or ""
    return re.split(r"\n\s*(?:>>>|Args:)", text)[0].strip()


def sentence(documented: Any) -> str:
    """Returns the first line of a docstring."""
    return prose(documented).split("\n", 1)[0]


def commands() -> str:
    """Returns every command with its options."""
    parts = [
        "# Commands\n",
        "Exit codes: 0 done, 1 failure, 2 wrong use or open questions. `RESA_WORKSPACE` names the workspace too.\n",
    ]
    for words, app in _commands(program, ()):
        parts.append(f"## resa {' '.join(words)}\n")
        if app.default_command is None:
            parts.append(f"{app.help}\n")
            continue
        told = _arguments_told(app.default_command)
        parts.append(prose(app.default_command) + "\n")
        rows = [
            (f"`{' / '.join(one.names)}`", _default(one), _told(told, one))
            for one in app.assemble_argument_collection()
            if one.show
        ]
        parts.append(table(("option", "default", "meaning"), rows=rows))
    return "\n".join(parts)


def _commands(app: App, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], App]]:
    for name in app:
        if not name.startswith("-"):
            yield (*before, name), app[name]
            yield from _commands(app[name], (*before, name))


def _arguments_told(command: Any) -> dict[str, str]:
    """Returns what a command says of its arguments, and what the groups of options say that it shares."""
    kinds = [one for one in get_type_hints(command).values() if is_dataclass(one)]
    shared = [pair for kind in kinds for pair in _listed(kind, below="Attributes")]
    return dict([*shared, *_listed(command, below="Args")])


def _listed(told: Any, *, below: str) -> list[tuple[str, str]]:
    text = inspect.getdoc(told) or ""
    lines = text.split(f"{below}:\n", 1)[-1] if f"{below}:\n" in text else ""
    found = re.findall(r"^    (\w+): (.+(?:\n        .+)*)", lines, flags=re.MULTILINE)
    return [(name, re.sub(r"\s+", " ", meaning)) for name, meaning in found]


def _told(told: Mapping[str, str], argument: Any) -> str:
    name = "place" if argument.names[0] == "--workspace" else argument.field_info.name
    if name not in told:
        raise SystemExit(f"tools/reference.py: expected the docstring of a command to explain {argument.names[0]}")
    return told[name]


def _default(argument: Any) -> str:
    default = argument.field_info.default
    if argument.required:
        return "needed"
    if default is inspect.Parameter.empty or default is None or default is False:
        return ""
    return f"`{default}`"


def views() -> str:
    """Returns every view of `resa query`."""
    parts = ["# Views\n", "What `resa query` and `Workspace.query` read. Times are UTC; unknown is NULL.\n"]
    for view in VIEWS.values():
        parts.append(f"## {view.name}\n\n{view.meaning}\n")
        rows = [(f"`{column.name}`", column.kind, column.meaning) for column in view.columns]
        parts.append(table(("column", "type", "meaning"), rows=rows) if rows else "")
    parts.append("`links`, `merges` and `conflicts` have further columns that say what the evidence was.\n")
    return "\n".join(parts)


def specs() -> str:
    """Returns every rule a source spec may have, beginning with the spec itself."""
    classes = [
        one for one in vars(spec_module).values() if is_dataclass(one) and one.__module__ == spec_module.__name__
    ]
    ordered = [SourceSpec, *(one for one in classes if one is not SourceSpec), FileFormat]
    intro = (
        "A spec is YAML in `sources/`. Where a rule has a *short form*, that field may stand alone: `text: comment` is "
        "`text: {column: comment}`. Texts are taken as written: `03` and `no` stay texts. A `?` is an open question.\n"
    )
    parts = ["# Source specs\n", intro]
    for one in ordered:
        remarks = _remarks(one)
        short = getattr(one, "SHORT", None)
        parts.append(f"## {one.__name__}\n\n{prose(one)}\n" + (f"\nShort form: `{short}`.\n" if short else ""))
        hints = get_type_hints(one)
        rows = [(f"`{f.name}`", _kind(hints[f.name]), _field_default(f), remarks.get(f.name, "")) for f in fields(one)]
        has_remarks = any(row[3] for row in rows)
        head = ("field", "holds", "default", "remark")
        parts.append(table(head if has_remarks else head[:3], rows=rows if has_remarks else [row[:3] for row in rows]))
    parts.append("## Namespaces of identifiers\n\nIn falling order of trust; others rank after `crm`: ")
    parts[-1] += ", ".join(f"`{name}`" for name in TRUST)
    records = ", ".join(f"`{name}`" for name in sorted(RECORD_NAMESPACES))
    parts[-1] += f". {records} name a record and link the customers through it.\n"
    return "\n".join(parts)


def _remarks(rule: type) -> dict[str, str]:
    module = raw if rule is FileFormat else spec_module
    source = inspect.getsource(module)
    body = source.split(f"class {rule.__name__}:", 1)[1].split("\n@dataclass", 1)[0]
    return dict(re.findall(r"^    (\w+): [^#\n]+#\s*(.+)$", body, flags=re.MULTILINE))


def _kind(hint: Any) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        return _kind(next(one for one in get_args(hint) if one is not types.NoneType))
    if hint == tuple[tuple[str, str], ...]:
        return "pairs of texts"
    if get_origin(hint) is tuple:
        return f"list of {_kind(get_args(hint)[0])}"
    if is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", bool: "true or false", int: "whole number", float: "number"}[hint]


def _field_default(one: "Field[Any]") -> str:
    if one.default is MISSING:
        return "needed"
    if one.default is None or one.default == ():
        return ""
    return f"`{str(one.default).lower() if isinstance(one.default, bool) else one.default}`"


def figures() -> str:
    """Returns every question of `resa show`, its columns, and how figures are computed."""
    agree(SHOWN_BY, known=ANSWERS, about="questions")
    parts = [
        "# Figures\n",
        "`resa show WHAT`. Every answer says its base: customers, interactions, period, revision. A share carries\n"
        "`<field>_interval`; a row that rests on fewer than 30 observations carries `small_sample`.\n"
        "Units are those of `--per`: customers, unless journeys or sessions are asked for.\n",
    ]
    for what, answer in _sampled():
        parts.append(f"## {what}\n\n{prose(SHOWN_BY[what])}\n")
        measures = answer.measures
        rows = [
            (f"`{name}`", measures[name].unit, measures[name].variant) if name in measures else (f"`{name}`", "", "")
            for name in answer.columns
        ]
        parts.append(table(("column", "unit", "variant"), rows=rows))
    parts.append(_kpis())
    return "\n".join(parts)


def _sampled() -> Iterator[tuple[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "orders.csv").write_text(SAMPLE, encoding="utf-8")
        plan = Path(folder) / "plan.yaml"
        plan.write_text(SAMPLE_MAP, encoding="utf-8")
        workspace = open_workspace(Path(folder) / "workspace", create=True)
        take_in(workspace, Request(paths=(Path(folder) / "orders.csv",), spec=SAMPLE_SPEC, accepts_defaults=True))
        for what in ANSWERS:
            options = {**SAMPLED.get(what, {}), **({"map": str(plan)} if what == "conformance" else {})}
            yield what, show(workspace, Question(what=what, **options))


def _kpis() -> str:
    agree(KPIS, known=kpi.LANES, about="KPIs")
    text = "## KPIs\n\n" + table(("kpi", "meaning"), rows=((f"`{name}`", KPIS[name]) for name in kpi.LANES))
    text += "\n## Intervals\n\nAll are 95 % intervals.\n\n"
    rows = [
        ("shares", sentence(interval.wilson), _source(interval.wilson)),
        ("NPS", sentence(interval.net_promoter), _source(interval.net_promoter)),
        ("means", sentence(interval.mean), _source(interval.mean_from_sums)),
        ("medians", sentence(interval.median), _source(interval.median)),
        ("NPS groups", sentence(score.net_promoter), _source(score.net_promoter)),
    ]
    return text + table(("of", "what", "source"), rows=rows)


def _source(documented: Any) -> str:
    found = re.search(r"Source: (.+?)(?:\n\s*\n|\Z)", inspect.getdoc(documented) or "", flags=re.DOTALL)
    return re.sub(r"\s+", " ", found[1]) if found else ""


def filters() -> str:
    """Returns the language of `--where`."""
    named = {name for name in FILTER_FIELDS if not name.endswith(".COLUMN")}
    agree(named, known=FIELDS, about="filter fields")
    agree(OPERATOR_MEANINGS, known=OPERATORS, about="operators")
    from resa.model import condition

    fields_told = table(("field", "meaning"), rows=((f"`{name}`", told) for name, told in FILTER_FIELDS.items()))
    rows = ((f"`{one}`", OPERATOR_MEANINGS[one]) for one in OPERATORS)
    operators = table(("operator", "holds where the field"), rows=rows)
    return (
        f"# Filters\n\n{prose(condition).split(chr(10), 1)[1].strip()}\n\n"
        "- `channel = web` keeps interactions; their neighbours are linked anew.\n"
        "- `has(channel = store)` keeps whole units (customers, journeys, sessions) with such an interaction;\n"
        "  `not has(…)` those without.\n- `profile.…`, `segment` and `customer` keep customers.\n\n"
        f"## Operators\n\n{operators}\n## Fields\n\n{fields_told}"
    )


def errors() -> str:
    """Returns every error code, and every reason for which a record is rejected."""
    for module in pkgutil.walk_packages(resa.__path__, "resa."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = sorted(_tree(ResaError), key=lambda one: (one.code, one.__module__))
    rows = [(f"`{one.code}`", _exit(one), f"`{one.__name__}`", sentence(one)) for one in found]
    agree(REASONS, known=_reasons(), about="reasons")
    told = table(("reason", "meaning"), rows=((f"`{name}`", meaning) for name, meaning in sorted(REASONS.items())))
    return (
        '# Errors\n\nWith `--json` an error is `{"error": {"code", "sentence", "faults"}}` on standard output. '
        f"Codes are stable. A `{UsageError.__name__}` ends with exit code 2, a `{FailureError.__name__}` with 1.\n\n"
        + table(("code", "exit", "class", "what happened"), rows=rows)
        + "\n## Why a record is rejected\n\n`resa rejected` lists every one, and what to do.\n\n"
        + told
    )


def _exit(error: type[ResaError]) -> str:
    return "2" if issubclass(error, UsageError) else "1"


def _tree(root: type[ResaError]) -> Iterator[type[ResaError]]:
    yield root
    for one in root.__subclasses__():
        yield from _tree(one)


def _reasons() -> set[str]:
    """Returns the reasons that the code of `collect` writes."""
    found = set(re.findall(r'"([a-z_]+)"', (inspect.getdoc(raw.DamagedRecord) or "")))
    for file in (ROOT / "src/resa/collect").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "reason" and isinstance(node.value, ast.Constant):
                found.add(str(node.value.value))
    return found


def envelopes() -> str:
    """Returns what `--json` prints."""
    answer = dict(_sampled())["channels"].to_json()
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
    from resa.model.intake import OpenQuestion, SourceReport

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


def workspace_files() -> str:
    """Returns what lies in a workspace folder."""
    from resa.app import checkpages, knowledge, mapfiles, oidc, templates, uploads, watch
    from resa.mapping import catalogue, goals, stages
    from resa.store import keptreading, labelfile
    from resa.store.collaboration import database, picture
    from resa.store.workspace import FOLDERS, MANIFEST
    from resa.understand.checking import said
    from resa.understand.journeytype import kept as keptypes
    from resa.understand.persona import described
    from resa.understand.watch import marked

    known = {MANIFEST, *(f"{name}/" for name in FOLDERS), knowledge.JOURNEYS, knowledge.IDENTITY, knowledge.DEFAULTS}
    known |= {labelfile.FILE, f"{keptreading.FOLDER}/", watch.FILE, marked.FILE, described.FILE, described.FIT_FILE}
    known |= {keptypes.FILE, keptypes.BEFORE_FILE, described.BEFORE_FILE, said.FILE, f"{checkpages.FOLDER}/*.html"}
    known |= {catalogue.FILE, goals.FILE, stages.FILE, oidc.FILE, database.FILE, price.FILE}
    known |= {f"{mapfiles.FOLDER}/*.yaml", f"{templates.FOLDER}/*.yaml", f"{picture.FOLDER}/", f"{uploads.FOLDER}/"}
    plain = {name for name in FILES if "sources/" not in name and "lock" not in name and name != ".last-good/"}
    agree(plain, known=known, about="files of a workspace")
    rows = ((f"`{name}`", meaning) for name, meaning in FILES.items())
    return (
        "# The workspace folder\n\nSettings are yours to edit and live well in version control; the rest is Resa's.\n\n"
        + table(("path", "holds"), rows=rows)
    )


def voice() -> str:
    """Returns how texts are read, with what the shipped weights state and the table that the benchmark kept."""
    text = (ROOT / "benchmarks/voice/page.md").read_text(encoding="utf-8")
    measured = (ROOT / "benchmarks/results/voice.md").read_text(encoding="utf-8")
    learnt = shipped_weights().rung.learnt_from
    return text.replace("{learnt}", f"Version {shipped_weights().rung.version}: {learnt}.").replace("{table}", measured)


PAGES: Mapping[str, tuple[str, Any]] = {
    "commands.md": ("every command, option and default", commands),
    "figures.md": ("every question of `resa show`, its columns, KPIs and intervals", figures),
    "filters.md": ("the language of `--where`", filters),
    "spec.md": ("every field of a source spec", specs),
    "views.md": ("the views that SQL reads", views),
    "json.md": ("what `--json` prints", envelopes),
    "errors.md": ("every error code, and why records are rejected", errors),
    "workspace.md": ("the files of a workspace folder", workspace_files),
    "voice.md": ("how words are read, what the readers learnt from, and how well they read", voice),
}


def pages() -> dict[str, str]:
    """Returns the text of every page by its file name."""
    index = "".join(f"- [{name.removesuffix('.md')}]({name}): {about}\n" for name, (about, _) in PAGES.items())
    index += "- [presets](presets/README.md): the exports of well-known tools that are read without a question\n"
    written = {name: HEAD + "\n" + _tidy(make()) for name, (_, make) in PAGES.items()}
    written |= {f"presets/{name}": HEAD + "\n" + _tidy(text) for name, text in _presets()}
    return {"README.md": f"{HEAD}\n# Reference\n\nGenerated by `make reference`.\n\n{index}", **written}


def _presets() -> Iterator[tuple[str, str]]:
    """Yields the index of presets and the page of each, by file name."""
    rows = ((f"[{one.tool}]({one.name}.md)", one.export, one.basis) for one in presets())
    told = "".join(f"- *{basis}*: {meaning}.\n" for basis, meaning in RESTS_ON.items())
    yield (
        "README.md",
        (
            "# Presets\n\nExports that are known by their columns and read without a question; "
            "`resa presets` lists them.\n"
            f"A spec that you keep or give goes before a preset.\n\n{told}\n"
            + table(("tool", "export", "rests on"), rows=rows)
        ),
    )
    yield from ((f"{one.name}.md", page(one)) for one in presets())


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def main(folder: Path = FOLDER) -> None:
    """Writes every page into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]))
