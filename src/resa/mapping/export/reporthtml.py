"""A report as one HTML file that needs nothing else: no script at all, no request, no other file."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.html import hash_of
from resa.mapping.export.reportchart import bar_svg
from resa.mapping.export.reportsheet import (
    Bar,
    Chapter,
    Chart,
    FindingSheet,
    Grid,
    Part,
    ReportSheet,
    Said,
    Ways,
    printable,
)

_STYLED = re.compile(r' style="font-variant-numeric:(tabular-nums|normal)"')
"""What drawings say of their figures: the page's own style says it instead, since its policy allows no other."""


def report_html(sheet: ReportSheet) -> str:
    """Returns the report as one self-contained HTML document, in which no text can be anything but text."""
    shown = printable(sheet)
    style = _style()
    policy = (
        f"default-src 'none'; style-src {hash_of(style)}; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    body = (
        f'<header><p class="soft">{escape(shown.kicker)}, {escape(shown.made)}</p>',
        f"<h1>{escape(shown.title)}</h1></header>",
        f'<div class="front"><section><h2>{escape(shown.state.title)}</h2>{_paragraphs(shown.state.lines)}</section>',
        f"{_summary(shown)}</div>",
        *(f'<p class="soft">{escape(one)}</p>' for one in shown.warnings),
        _map(shown),
        *_findings(shown),
        *(_chapter(one) for one in shown.chapters),
    )
    return "".join(
        (
            f'<!doctype html>\n<html lang="{escape(shown.language)}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(shown.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n",
            "\n".join(body),
            "\n</main>\n</body>\n</html>\n",
        )
    )


@cache
def _style() -> str:
    own = files("resa.mapping.export").joinpath("report.css").read_text(encoding="utf-8")
    return bundle_text("fonts.css") + own


def _summary(sheet: ReportSheet) -> str:
    if not sheet.findings:
        return ""
    lines = "".join(
        f'<li><a href="#finding-{at}">{escape(one.title)}</a></li>' for at, one in enumerate(sheet.findings, start=1)
    )
    return f"<nav><h2>{escape(sheet.summary.title)}</h2><ol>{lines}</ol></nav>"


def _findings(sheet: ReportSheet) -> Iterable[str]:
    if sheet.findings_intro:
        yield f"<section><h2>{escape(sheet.findings_title)}</h2><p>{escape(sheet.findings_intro)}</p></section>"
    for at, one in enumerate(sheet.findings, start=1):
        yield _finding(one, at=at)
    if sheet.others is not None:
        yield f"<section>{_grid(sheet.others)}</section>"


def _finding(one: FindingSheet, *, at: int) -> str:
    facts = "".join(f"<dt>{escape(fact.name)}</dt><dd>{escape(fact.words)}</dd>" for fact in one.facts)
    half = f" <small>{escape(one.half)}</small>" if one.half else ""
    left = (
        f'<p class="soft">{escape(one.place)} <span>{escape(one.kicker)}</span></p><h3>{escape(one.title)}</h3>',
        f'<div class="figure"><p class="large {one.tone}">{escape(one.figure)}{half}</p><dl>{facts}</dl></div>',
        f"<p>{escape(one.sentence)}</p>{_part(one.steps)}{_part(one.planned)}",
    )
    right = (
        _chart(one.chart) if one.chart else "",
        _ways(one.ways) if one.ways else "",
        _words(one.words_title, one.words),
        f'<h4>{escape(one.counted.title)}</h4><div class="small">{_paragraphs(one.counted.lines)}</div>',
        _commands(one.again),
    )
    return f'<article id="finding-{at}"><div>{"".join(left)}</div><div>{"".join(right)}</div></article>'


def _chart(one: Chart) -> str:
    rows = "".join(_bar(bar) for bar in one.bars)
    return (
        f'<h4>{escape(one.title)}</h4><table class="chart"><tbody>{rows}</tbody></table>'
        f'<p class="small soft">{escape(one.note)}</p>'
    )


def _bar(bar: Bar) -> str:
    half = f" <small>{escape(bar.half)}</small>" if bar.half else ""
    return (
        f'<tr class="{bar.tone}"><th scope="row">{escape(bar.name)}</th><td>{escape(bar.figure)}{half}</td>'
        f"<td>{escape(bar.base)}</td><td>{bar_svg(bar)}</td></tr>"
    )


def _ways(one: Ways) -> str:
    lines = "".join(f"<tr><td>{escape(way.words)}</td><td>{escape(way.count)}</td></tr>" for way in one.ways)
    table = f'<table class="ways"><tbody>{lines}</tbody></table>' if lines else ""
    note = f'<p class="small soft">{escape(one.note)}</p>' if one.note else ""
    return f"<h4>{escape(one.title)}</h4>{table}{note}"


def _words(title: str, words: tuple[Said, ...]) -> str:
    if not words:
        return ""
    said = "".join(
        f'<blockquote{_lang(one.language)}><p>“{escape(one.text)}”</p><p class="small soft">{escape(one.about)}</p>'
        "</blockquote>"
        for one in words
    )
    return f"<h4>{escape(title)}</h4>{said}"


def _lang(language: str | None) -> str:
    return f' lang="{escape(language)}"' if language else ""


def _commands(one: Part) -> str:
    if not one.lines:
        return ""
    return f"<h4>{escape(one.title)}</h4>" + "".join(f"<p><code>{escape(line)}</code></p>" for line in one.lines)


def _part(one: Part) -> str:
    if not one.lines:
        return ""
    return f"<h4>{escape(one.title)}</h4><ul>{''.join(f'<li>{escape(line)}</li>' for line in one.lines)}</ul>"


def _chapter(one: Chapter) -> str:
    terms = "".join(f"<div><dt>{escape(term.name)}</dt><dd>{escape(term.words)}</dd></div>" for term in one.terms)
    listed = f'<dl class="terms">{terms}</dl>' if terms else ""
    grids = "".join(_grid(grid) for grid in one.grids)
    return f"<section><h2>{escape(one.title)}</h2>{_paragraphs(one.lines)}{listed}{grids}</section>"


def _grid(one: Grid) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        marks = [' class="number"' if is_figure else "" for is_figure in one.is_figure]
        return "".join(f"<{tag}{mark}>{escape(cell)}</{tag}>" for mark, cell in zip(marks, row, strict=True))

    rows = "".join(f"<tr>{cells('td', row)}</tr>" for row in one.rows)
    title = f"<h3>{escape(one.title)}</h3>" if one.title else ""
    note = f'<p class="small soft">{escape(one.note)}</p>' if one.note else ""
    table = f"<table><thead><tr>{cells('th', one.heads)}</tr></thead><tbody>{rows}</tbody></table>"
    return f'{title}<div class="wide">{table}</div>{note}'


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _map(sheet: ReportSheet) -> str:
    if sheet.drawing is None:
        return ""
    drawn = _STYLED.sub(lambda said: ' class="plain"' if said[1] == "normal" else "", sheet.drawing.svg)
    return f'<section><h2>{escape(sheet.map_title)}</h2><div class="map">{drawn}</div></section>'
