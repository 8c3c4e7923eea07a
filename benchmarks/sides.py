"""Who answers beside us: each in a process of its own, from the same file, with a module of its own here."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Side:
    """`package` is what to install; who only counts is asked for the transitions' counts, at fewer interactions."""

    name: str
    module: str
    package: str
    only_counts: bool = False
    note: str = ""

    def loaded(self) -> ModuleType:
        """Returns the module with `read` and `ways`; only where the package is installed."""
        return import_module(f"benchmarks.{self.module}")


OURS = Side("ours", "with_ours", "resa")
PEERS = (
    Side("Polars", "with_polars", "polars"),
    Side("DuckDB", "with_duckdb", "duckdb"),
    Side("chDB", "with_chdb", "chdb"),
    Side("pandas", "with_pandas", "pandas"),
)
COUNTERS = (
    Side("pm4py", "with_pm4py", "pm4py", True, "AGPL: beside us in a benchmark, never part of us"),
    Side("Retentioneering", "with_retentioneering", "retentioneering", True),
)


def named(name: str) -> Side:
    return next(side for side in (OURS, *PEERS, *COUNTERS) if side.name == name)
