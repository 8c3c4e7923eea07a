"""How the outcome of an import is told."""

import sys

from resa.cli.output import harmless, print_json, say
from resa.model.intake import ImportReport, SourceReport

ENDS = ("received", "stored", "duplicates", "rejected", "suppressed")


def print_report(report: ImportReport, *, as_json: bool) -> None:
    """Prints what became of every record, source by source, and what a reader should know or answer."""
    if as_json:
        print_json(report.to_json())
        return
    _print_counts(report)
    for source in report.sources:
        for line in _lines(source):
            say(line)


def _print_counts(report: ImportReport) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("source", overflow="fold")
    for end in ENDS:
        grid.add_column(end, justify="right", no_wrap=True)
    grid.add_column("yielded", overflow="fold")
    for source in report.sources:
        counts = source.counts
        yielded = ", ".join(f"{number:,} {kind}" for kind, number in counts.yielded.items() if number)
        grid.add_row(Text(harmless(source.source)), *(f"{getattr(counts, end):,}" for end in ENDS), yielded)
    Console(width=None if sys.stdout.isatty() else 160).print(grid)


def _lines(source: SourceReport) -> list[str]:
    lines = [f"{source.source}: {note}" for note in source.notes]
    if source.reasons:
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in source.reasons.items())
        lines.append(f"{source.source}: rejected for {reasons}; `resa rejected --source {source.source}` shows them")
    lines += [f"{source.source}: {question.get('question', question)}" for question in source.questions]
    return lines
