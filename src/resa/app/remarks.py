"""What people say about answers: alerts taken on, checks answered, pages to check.

No figure rests on it, so saying it lets nothing be counted anew.
"""

from dataclasses import dataclass
from pathlib import Path

from resa.app.checkpages import FOLDER
from resa.app.knowledge import read_setting
from resa.understand.checking import said
from resa.understand.checking.said import SaidCheck
from resa.understand.watch import marked
from resa.understand.watch.marked import AlertMark

FILES = (marked.FILE, said.FILE)
ANSWERS = frozenset({"alerts", "checks"})
"""The questions whose answers show it."""

Stamps = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said now, and the faults of files that don't read well; `stamps` change with everything of it."""

    alerts: tuple[AlertMark, ...] = ()
    checks: tuple[SaidCheck, ...] = ()
    faults: tuple[str, ...] = ()
    stamps: Stamps = ()


def read_remarks(folder: Path) -> Remarks:
    """Returns what people say in a workspace."""
    stamps, faults = remark_stamps(folder), list[str]()
    alerts = read_setting(folder / marked.FILE, read=marked.read_marks, faults=faults)
    checks = read_setting(folder / said.FILE, read=said.read_checks, faults=faults)
    return Remarks(alerts, checks, tuple(faults), stamps)


def remark_stamps(folder: Path) -> Stamps:
    """Returns when each file of it was last written."""
    paths = [*(folder / name for name in FILES), *(folder / FOLDER).glob("*")]
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in paths if path.exists()))
