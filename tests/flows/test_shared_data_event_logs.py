"""Tickets and permits from three companies: every edge, variant and count, per case."""

import csv
from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise
from statistics import mean, median

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

LOGS = ("helpdesk", "bpi2013_closed")
FILES = {
    "helpdesk": "event_logs/helpdesk.xes.gz",
    "bpi2013_closed": "event_logs/bpic2013_closed.xes.gz",
    "receipt": "event_logs/receipt.csv",
}
HOURS = """
    SELECT {0}(hours) FROM (
        SELECT date_diff('microsecond', min(time), max(time)) / 3.6e9 AS hours FROM interactions GROUP BY customer
    )
"""


def shown(resa, what):
    return resa.rows("show", what, "--per", "customer", "--by", "name")


def paths(resa):
    found = {tuple(row["path"]): row["count"] for row in shown(resa, "variants") if row["path"]}
    (base,) = {row["count"] for row in resa.rows("query", "SELECT count(DISTINCT customer) AS count FROM interactions")}
    assert sum(found.values()) == base  # no path is folded into a rest
    return found


def edges(resa):
    return {f"{row['from']} -> {row['to']}": row["count"] for row in shown(resa, "transitions")}


def ends(resa, at):
    found = Counter()
    for path, count in paths(resa).items():
        found[path[at]] += count
    return dict(found)


def instant(resa, which):
    return datetime.fromisoformat(resa.one(f"SELECT {which}(time) FROM interactions")).isoformat(sep=" ") + "+00:00"


FIGURES = {
    "cases": lambda resa: resa("show", "channels", "--json").json["base"]["customers"],
    "events": lambda resa: resa("show", "channels", "--json").json["base"]["interactions"],
    "activities": lambda resa: len(resa.rows("show", "touchpoints")),
    "variants": lambda resa: len(paths(resa)),
    "dfg_edges": lambda resa: len(edges(resa)),
    "activity_counts": lambda resa: {row["name"]: row["interactions"] for row in resa.rows("show", "touchpoints")},
    "dfg": edges,
    "start": lambda resa: ends(resa, 0),
    "end": lambda resa: ends(resa, -1),
    "top_variants": lambda resa: [(row["path"], row["count"]) for row in shown(resa, "variants")[:5]],
    "median_case_hours": lambda resa: resa.one(HOURS.format("median")),
    "mean_case_hours": lambda resa: resa.one(HOURS.format("avg")),
    "min_ts": lambda resa: instant(resa, "min"),
    "max_ts": lambda resa: instant(resa, "max"),
    "self_loops": lambda resa: sum(row["count"] for row in shown(resa, "transitions") if row["from"] == row["to"]),
    "cases_with_repeat": lambda resa: sum(n for path, n in paths(resa).items() if len(set(path)) < len(path)),
}

NOT_FIGURES = {"pm4py_agrees"}


@pytest.fixture(scope="session")
def logs(shared):
    return {name: shared.filled(name, {f"event_logs_{name}": file}) for name, file in FILES.items()}


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("log", LOGS)
def test_every_figure_is_as_expected(log, figure, logs, shared) -> None:
    shared.check(f"event_logs/{log}.expected.json", figure, FIGURES[figure](logs[log]))


@pytest.mark.parametrize("log", LOGS)
def test_no_expected_figure_is_left_out(log, shared) -> None:
    assert set(FIGURES) | NOT_FIGURES == set(shared.expected(f"event_logs/{log}.expected.json"))


@pytest.mark.parametrize("log", LOGS)
def test_names_are_plain_where_they_are_unique(log, logs) -> None:
    resa = logs[log]
    assert resa.rows("show", "transitions") == shown(resa, "transitions")
    assert resa.rows("show", "variants") == shown(resa, "variants")


@pytest.fixture(scope="session")
def permits(shared):
    """The cases of the third log, counted here with lists and loops: (time, activity, channel) in order."""
    cases = defaultdict(list)
    with (shared.folder / FILES["receipt"]).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            when = datetime.fromisoformat(row["time:timestamp"])
            cases[row["case:concept:name"]].append((when, row["concept:name"], row["case:channel"]))
    return [sorted(steps, key=lambda step: step[0]) for steps in cases.values()]


def test_permits_have_the_same_counts(logs, permits) -> None:
    base = logs["receipt"]("show", "channels", "--json").json["base"]
    counts = logs["receipt"].pairs("SELECT name, count(*) FROM interactions GROUP BY ALL")

    assert (base["customers"], base["interactions"]) == (len(permits), sum(map(len, permits)))
    assert counts == Counter(name for steps in permits for _, name, _ in steps)


def test_permits_have_the_same_edges_with_customers_and_median_waits(logs, permits) -> None:
    waits, owners = defaultdict(list), defaultdict(set)
    for case, steps in enumerate(permits):
        for (before, start, _), (after, end, _) in pairwise(steps):
            waits[start, end].append(int(after.timestamp()) - int(before.timestamp()))
            owners[start, end].add(case)
    found = {(row["from"], row["to"]): row for row in shown(logs["receipt"], "transitions")}

    assert {edge: row["count"] for edge, row in found.items()} == {edge: len(one) for edge, one in waits.items()}
    assert {edge: row["customers"] for edge, row in found.items()} == {edge: len(one) for edge, one in owners.items()}
    assert {edge: row["median_wait_seconds"] for edge, row in found.items()} == {
        edge: median(one) for edge, one in waits.items()
    }


def test_permits_have_the_same_variants(logs, permits) -> None:
    assert paths(logs["receipt"]) == Counter(tuple(name for _, name, _ in steps) for steps in permits)


def test_permits_take_the_same_time(logs, permits) -> None:
    hours = [(steps[-1][0] - steps[0][0]).total_seconds() / 3600 for steps in permits]

    assert logs["receipt"].one(HOURS.format("median")) == pytest.approx(median(hours))
    assert logs["receipt"].one(HOURS.format("avg")) == pytest.approx(mean(hours))


def test_an_activity_on_several_channels_is_named_with_its_channel(logs, permits) -> None:
    channels = {"Internet": "web", "Desk": "store", "Post": "mail", "e-mail": "email", "Intern": "other"}
    counts = Counter((channels[channel], name) for steps in permits for _, name, channel in steps)
    several = Counter(name for _, name in counts)
    expected = {(f"{channel}: {name}" if several[name] > 1 else name): n for (channel, name), n in counts.items()}

    assert {row["name"]: row["interactions"] for row in logs["receipt"].rows("show", "touchpoints")} == expected


@pytest.mark.parametrize("log", FILES)
def test_every_way_of_counting_agrees(log, logs) -> None:
    agree(logs[log].workspace)
