"""The watch as one looks at it again and again: what is new since the last look, and what has passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson

from resa.app.asking import Question
from resa.app.show import show
from resa.app.workspace import Workspace
from resa.model.table import Table
from resa.store.durable import replace_file

FILE = "watch.json"
"""What the last look told, in the workspace; absent before the first one."""

Row = Mapping[str, Any]
_KEPT_DAYS = 90
_AT = {"topic": "about", "source": "from", "channel": "on"}
_SAME_DAYS = 7  # the day on which something began may move a little as later days come in


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the watch found: alerts not told before, those told that have passed, and all of them."""

    new: tuple[Row, ...]
    passed: tuple[Row, ...]
    answer: Table

    def to_json(self) -> dict[str, Any]:
        """Returns the envelope of alerts, with the new ones and those that passed beside all."""
        envelope = self.answer.to_json()
        return {**envelope, "what": "watch", "new": list(self.new), "passed": list(self.passed)}


def watch(workspace: Workspace) -> News:
    """Returns what is new since the last look, and remembers that it was told; each alert is told once."""
    answer = show(workspace, Question("alerts"))
    path = workspace.folder / FILE
    told = _told(path.read_bytes()) if path.exists() else {}
    on = [row for row in answer if row["state"] == "now"]
    new = tuple(row for row in on if not _is_known(row, told))
    keys = {_key(row) for row in on}
    over = {key for key, known in told.items() if known["state"] == "now" and key not in keys}
    passed = tuple(row for row in answer if row["state"] == "passed" and _key(row) in over)
    kept = {key: {**known, "state": "passed" if key in over else known["state"]} for key, known in told.items()}
    kept |= {_key(row): {"since": row["since"], "state": "now"} for row in on}
    since = (answer.as_of.date() - timedelta(days=_KEPT_DAYS)).isoformat()
    kept = {key: known for key, known in kept.items() if known["state"] == "now" or known["since"] >= since}
    replace_file(path, orjson.dumps({"told": kept}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    return News(new, passed, answer)


def _told(content: bytes) -> dict[str, dict[str, str]]:
    """Returns what was told; nothing where the file is damaged, so that everything is told again."""
    try:
        found = orjson.loads(content)
        return {
            str(key): {"since": str(one["since"]), "state": str(one["state"])} for key, one in found["told"].items()
        }
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return {}


def _key(row: Row) -> str:
    return str(row.get("story") or ":".join(str(row[part] or "") for part in ("what", "part", "at")))


def _is_known(row: Row, told: Mapping[str, Mapping[str, str]]) -> bool:
    known = told.get(_key(row))
    if known is None:
        return False
    later = date.fromisoformat(row["since"][:10]) - date.fromisoformat(known["since"][:10])
    return known["state"] == "now" or later <= timedelta(days=_SAME_DAYS)


def lines(news: News) -> Sequence[str]:
    """Returns the news as lines to read: what is new, what has passed, and what else is on."""
    on = sum(row["state"] == "now" for row in news.answer)
    told = [f"new: {sentence(row)}" for row in news.new] + [f"over: {sentence(row)}" for row in news.passed]
    rest = on - len(news.new)
    if not news.new:
        told.append(
            "nothing new needs a look" + (f"; {rest} told before still do, see resa show alerts" if rest else "")
        )
    elif rest:
        told.append(f"{rest} told before still need a look, see resa show alerts")
    return [*told, *news.answer.notes]


def sentence(row: Row) -> str:
    """Returns an alert in one line of plain words."""
    what = str(row["what"]).replace("_", " ")
    place = f" {_AT.get(row['part'], 'at')} {row['at']}" if row["at"] else ""
    since, until = (str(row[part] or "").replace("T", " ") for part in ("since", "until"))
    until = f"from {since} to {until}" if until else f"since {since}"
    low, high = row["expected_interval"]
    figures = [_figure(one, row["unit"]) for one in (row["observed"], row["expected"], low, high)]
    people = f"; {row['customers']:,} customers" if row["customers"] else ""
    expected = f"{figures[1]} expected ({figures[2]} to {figures[3]})"
    return f"{row['kind']} of {what}{place}: {figures[0]} {until}, {expected}{people}"


def _figure(amount: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * amount:.1f} %"
    return f"{amount:,.0f} s" if unit == "seconds" else f"{amount:,.0f}"
