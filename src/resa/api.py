"""What a notebook imports: `import resa`.

`resa.open(folder, create=True)` gives a workspace; `add` a file or a frame, `show` an answer, draw the `map`, `query`.
"""

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from resa.model.errors import FailureError, ResaError, UsageError
from resa.model.intake import ImportReport
from resa.model.resolvedmap import ResolvedMap
from resa.model.table import Table as Answer

__all__ = ["FailureError", "ImportReport", "ResaError", "ResolvedMap", "Table", "UsageError", "Workspace", "open"]


class Table:
    """The answer to one question: rows under named columns, and what they rest on."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    @property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """The rows, each a mapping from column to figure."""
        return self._answer.rows

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, optional ones included."""
        return tuple(self._answer.all_columns())

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know: defaults that were applied, what is absent and why."""
        return self._answer.notes

    def to_json(self) -> dict[str, Any]:
        """Returns the same envelope as the command line prints with `--json`."""
        return self._answer.to_json()

    def to_pandas(self) -> Any:
        """Returns the rows as a pandas DataFrame; pandas has to be installed."""
        import pandas as pd

        return pd.DataFrame([dict(row) for row in self.rows], columns=list(self.columns))

    def save(self, path: str | PathLike[str], *, language: str | None = None, theme: str = "light") -> Path:
        """Writes the answer in the form that the file's ending names, and returns where it lies.

        Words are English, or of the language that is named; CSV keeps its keys unless one is named.

        Endings are .csv, .xlsx, .parquet and .json, and .svg, .png, .pdf and .pptx where the answer has a picture.
        """
        from resa.app.answerfile.write import write_answer

        return write_answer(self._answer, Path(path), language=language, theme=theme).path

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<{self._answer.what}: {len(self)} rows, {self._answer.base.customers:,} customers>"

    def _repr_html_(self) -> str:
        """Renders the picture, where there is one, above the rows; without scripts, every cell escaped."""
        from resa.app.notebook import notebook_html

        return notebook_html(self._answer)


class Workspace:
    """An open workspace: add what systems export, ask about the journeys, draw the map."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        from resa.app.workspace import open_workspace

        self._workspace = open_workspace(folder, create=create)

    @property
    def folder(self) -> Path:
        """The folder everything lies in."""
        return self._workspace.folder

    def add(self, source: Any, *, spec: Any = None, name: str | None = None) -> ImportReport:
        """Imports a file, folder, glob or frame, and returns what became of every record.

        `source` may be a path or a pandas, Arrow or Polars frame. `spec` is a spec file, its text or a mapping; without
        it one is proposed, and accepted where it is proven. Raises `OpenQuestions` where it is not.
        """
        from resa.app.take_in import Request, take_in

        is_path = isinstance(source, str | PathLike)
        request = Request(
            paths=(Path(source),) if is_path else (),
            frame=None if is_path else source,
            spec=spec,
            source=name,
            accepts_defaults=True,
        )
        return take_in(self._workspace, request)

    def show(self, what: str, *, where: str | None = None, per: str = "customer", **options: Any) -> Table:
        """Answers one question; `what` and `options` are those of `resa show`."""
        from resa.app.asking import Question
        from resa.app.show import show

        if isinstance(options.get("steps"), str):
            options["steps"] = tuple(step.strip() for step in options["steps"].split(","))
        return Table(show(self._workspace, Question(what=what, where=where, per=per, **options)))

    def map(self, *, where: str | None = None, goal: str | None = None) -> ResolvedMap:
        """Returns the journey map with every figure filled in."""
        from resa.app.write_map import resolve

        return resolve(self._workspace, where=where, goal=goal)

    def report(
        self,
        out: str | PathLike[str],
        *,
        where: str | None = None,
        start: str | None = None,
        end: str | None = None,
        goal: str | None = None,
        language: str = "en",
        quotes: bool = False,
    ) -> Path:
        """Writes a report to send, as .pdf, .html or .pptx, and returns where it lies.

        It holds the map, how it is, five findings with their evidence, what changed, method and limits. `quotes` lets
        it hold customers' own words.
        """
        from resa.app.report.change import Asked
        from resa.app.report.write import ReportWish, write_report

        wish = ReportWish(Asked(where, start, end, goal), language, has_quotes=quotes)
        return write_report(self._workspace, Path(out), wish=wish).path

    def query(self, sql: str) -> Table:
        """Runs one read-only SELECT over the documented views."""
        from resa.app.query import query

        return Table(query(self._workspace, sql))


def open(path: str | PathLike[str], *, create: bool = False) -> Workspace:  # noqa: A001 - read as resa.open(…)
    """Opens the workspace in a folder; with `create`, makes it when it is absent."""
    return Workspace(Path(path), create=create)
