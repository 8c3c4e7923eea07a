"""An answer as a file to take along: rows, a typed table, a workbook, a picture, a slide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import orjson

from resa.app.answerfile.about import LANGUAGES, about
from resa.app.answerfile.book import workbook_of
from resa.app.answerfile.columns import columns_of, rows_of
from resa.app.answerfile.parquet import parquet_of
from resa.app.answerfile.words import in_words
from resa.app.exportedrows import csv_of
from resa.app.write_map import language_of
from resa.mapping.export.answerpicture import Backdrop, NoPictureError, draw_answer, has_picture
from resa.mapping.export.picture import pdf_of, png_of
from resa.mapping.export.slides import answer_slides, write_slides
from resa.mapping.export.svg import require_theme
from resa.model.errors import FailureError, UsageError
from resa.model.table import Table
from resa.store.durable import replace_file

PICTURES = (".svg", ".png", ".pdf", ".pptx")
"""Forms for answers that have a picture."""

BACKED = (".svg", ".png", ".pdf")
"""Forms in which a screenshot can lie under the picture."""

KINDS: Mapping[str, str] = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Media types."""

JSON_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
_PDF_WIDTH = 1120


class UnknownAnswerFormError(UsageError):
    """An answer can't be written in that form."""

    code: ClassVar[str] = "unknown_answer_form"


class UnwritableAnswerError(FailureError):
    """An answer can't be written to that file."""

    code: ClassVar[str] = "unwritable_answer"


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file to take along: its bytes, its name in plain letters, and its media type."""

    content: bytes
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """The file that was written."""

    path: Path
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Wish:
    language: str
    theme: str
    backdrop: Backdrop | None = None
    is_spoken: bool = False


def write_answer(
    table: Table, path: Path, *, language: str | None = None, theme: str = "light", backdrop: Backdrop | None = None
) -> WrittenAnswer:
    """Writes an answer in the form that the file's ending names; what is there is replaced whole or not at all.

    `backdrop` lies under the picture of clicks.
    """
    form = form_of(path, known=forms_of(table.what))
    if backdrop is not None and (table.what != "clicks" or form not in BACKED):
        forms = ", ".join(BACKED)
        raise UsageError(f"expected a screenshot under clicks, in {forms}, got {table.what} as {form}; leave it out")
    content = answer_file(table, form, language=language, theme=theme, backdrop=backdrop).content
    try:
        replace_file(path, content)
    except OSError as error:
        raise unwritable(path, error) from error
    return WrittenAnswer(path, len(content), len(table))


def answer_file(
    table: Table, form: str, *, language: str | None = None, theme: str = "light", backdrop: Backdrop | None = None
) -> AnswerFile:
    """Returns an answer in a form (".xlsx"), with a name that says what was asked.

    Workbooks, pictures and slides are in the language, None is English. CSV has the keys of the documented JSON, which
    programs read, and speaks only a language that is named. The theme is that of pictures and slides. Raises
    `UnknownAnswerFormError`, and `NoPictureError` where there is nothing to draw.
    """
    if form not in _WRITERS:
        raise UnknownAnswerFormError(f"expected a form out of {', '.join(forms_of(table.what))}, got {form!r}")
    require_drawable(table.what, form)
    require_theme(theme)
    content = _WRITERS[form](
        table, _Wish(known_language(language or "en"), theme, backdrop, is_spoken=language is not None)
    )
    return AnswerFile(content, f"{table.what}{form}", KINDS[form])


def forms_of(what: str) -> tuple[str, ...]:
    """Returns the forms in which answers to a question can be written.

    >>> forms_of("query")
    ('.csv', '.xlsx', '.parquet', '.json')
    """
    return tuple(form for form in KINDS if form not in PICTURES or has_picture(what))


def form_of(path: Path, *, known: tuple[str, ...]) -> str:
    """Returns the form that a file's ending names; raises `UnknownAnswerFormError` where it names none."""
    form = path.suffix.lower()
    if form not in KINDS:
        raise UnknownAnswerFormError(f"expected a file that ends in {', '.join(known)}, got {path.name!r}")
    return form


def require_drawable(what: str, form: str) -> None:
    """Raises `NoPictureError` for the form of a picture where answers to a question have none."""
    if form in PICTURES and not has_picture(what):
        known = ", ".join(forms_of(what))
        raise NoPictureError(f"expected a form out of {known}, got {form!r}: {what} has no picture")


def known_language(code: str) -> str:
    """Returns the language that a code means; raises `UsageError` for one that nothing is written in."""
    language = language_of(code)
    if language not in LANGUAGES:
        raise UsageError(f"expected --lang {', '.join(LANGUAGES)}, got {code!r}")
    return language


def unwritable(path: Path, error: OSError) -> UnwritableAnswerError:
    """Returns what says that a file can't be written."""
    return UnwritableAnswerError(
        f"expected to write the answer to {path}, got: {error.strerror or error}; name another file with --out"
    )


def _csv(table: Table, wish: _Wish) -> bytes:
    columns, told = in_words(table, language=wish.language) if wish.is_spoken else (columns_of(table), table)
    rows = rows_of(columns, told)
    return csv_of([column.head for column in columns], ({one.head: row[one.name] for one in columns} for row in rows))


def _xlsx(table: Table, wish: _Wish) -> bytes:
    return workbook_of(table, language=wish.language)


def _parquet(table: Table, _: _Wish) -> bytes:
    return parquet_of(table)


def _json(table: Table, _: _Wish) -> bytes:
    return orjson.dumps(table.to_json(), option=JSON_OPTIONS, default=str) + b"\n"


def _svg(table: Table, wish: _Wish) -> bytes:
    return draw_answer(table, theme=wish.theme, language=wish.language, backdrop=wish.backdrop).encode()


def _png(table: Table, wish: _Wish) -> bytes:
    return png_of(_drawn(table, wish))


def _pdf(table: Table, wish: _Wish) -> bytes:
    return pdf_of(_drawn(table, wish), title=table.what, language=wish.language, paper="fit")


def _drawn(table: Table, wish: _Wish) -> str:
    return draw_answer(
        table,
        width=_PDF_WIDTH,
        theme=wish.theme,
        language=wish.language,
        has_typeface=False,
        backdrop=wish.backdrop,
    )


def _pptx(table: Table, wish: _Wish) -> bytes:
    told = about(table, language=wish.language)
    slides = answer_slides(table, notes=told.sentences(), language=wish.language, theme=wish.theme)
    return write_slides(slides, title=table.what, language=wish.language, now=table.as_of)


_WRITERS: Mapping[str, Callable[[Table, _Wish], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".json": _json,
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".pptx": _pptx,
}
