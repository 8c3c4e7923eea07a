"""Clicks are known by row number, and engines number rows their own way: the counts are the same nevertheless."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.kernels.click import BARE, CLICK, GOAL, ClickCounts, Clicks
from resa.model.condition import parse
from resa.model.journey import JourneyRules, Unit
from resa.store.check import Told, batch
from resa.store.engines.local.engine import LocalEngine
from resa.store.engines.memory import MemoryEngine
from resa.store.port import Engine, Scope

PAGES = ("cart", "pay", "home")
rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.sampled_from(PAGES)), min_size=1, max_size=25)


def counted(engine: Engine, scope: Scope) -> ClickCounts:
    """Counts clicks on two pages; `home` reaches the goal."""
    names = engine.dictionary().places  # type: ignore[attr-defined]  # both engines say what their codes stand for
    page = np.array([PAGES.index(place[2]) for place in names])
    whole = list(engine.partitions(Scope()))
    size = 1 + max(int(part.row.max(initial=-1)) for part in whole)
    spot, mark = np.full(size, -1, np.int32), np.zeros(size, np.uint8)
    for part in whole:
        met = page[part.place]
        spot[part.row] = np.where(met < 2, met, -1)
        mark[part.row] = np.where(met < 2, CLICK | BARE, GOAL)
    return engine.fold([Clicks(spot, spot, mark, 2, gap_seconds=20)], scope=scope)[0]


@pytest.mark.parametrize("where", [None, "name != pay", "has(name = home)"])
@settings(max_examples=20)
@given(told=rows, unit=st.sampled_from(Unit))
def test_both_engines_count_the_same_clicks(tmp_path_factory, where, told, unit):
    every = [*told, (9, 0, "pay"), (9, 1, "home")]  # filters may name both
    first = [Told(who, at * 1_000_000, name) for who, at, name in every]
    local = LocalEngine.open(tmp_path_factory.mktemp("engine") / "local", create=True)
    memory = MemoryEngine(units_per_partition=2)
    for engine in (local, memory):
        half = len(first) // 2
        engine.append(batch(first[half:], first_key=half))  # the earlier half comes late
        engine.append(batch(first[:half]))
    scope = Scope(None if where is None else parse(where), unit, JourneyRules(session_minutes=0.2))
    one, other = counted(local, scope), counted(memory, scope)
    for name in ("clicks", "customers", "visits", "reached", "rage", "answered", "first", "last", "units"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist(), name
    assert _named(one.followed, local) == _named(other.followed, memory)


def _named(followed, engine) -> list[dict[str, int]]:
    """The counts by what follows, since engines number touchpoints as they meet them."""
    names = [*next(iter(engine.partitions(Scope()))).dictionary.touchpoints, "same page", "nothing"]
    return [{name: n for name, n in zip(names, row, strict=True) if n} for row in followed.tolist()]
