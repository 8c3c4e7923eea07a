"""Says how many tests on real data ran; where the data is present on the build machine, none is a failure."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

DATA = "RESA_TEST_DATA"
_ran: set[str] = set()

# How long a machine takes says nothing about a law, and what is made up differs only where somebody looks for faults.
settings.register_profile(
    "the same each time",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ever new", settings.get_profile("the same each time"), derandomize=False)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("ever new" if config.option.markexpr == "slow" else "the same each time")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and "data" in report.keywords and not report.skipped:
        _ran.add(report.nodeid)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    where = os.environ.get(DATA)
    terminalreporter.write_line(f"tests on real data: {len(_ran)} ran" + ("" if where else f" ({DATA} is not set)"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    is_worker = hasattr(session.config, "workerinput")
    if os.environ.get("CI") and os.environ.get(DATA) and not _ran and not is_worker:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
