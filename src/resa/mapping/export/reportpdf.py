"""A report as a PDF: the map as a poster, how it is, then pages of the same shape to read and print."""

import re
from datetime import datetime
from functools import cache
from importlib.resources import files

import orjson

from resa.mapping.export.picture import Size, set_pdf
from resa.mapping.export.reportchart import bar_svg
from resa.mapping.export.reportsheet import ReportSheet, printable

POSTER = (396.0, 260.0)
"""Millimetres of the first page that the map may take: all of it but a line below."""

SHEET = Size(1760.0, 1155.0)
"""Pixels of a drawing that one page holds where a map goes on over several: 0.85 of its size on screen."""

_MM_PER_PIXEL = 25.4 / 96
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = 12


def report_pdf(sheet: ReportSheet, *, made_at: datetime) -> bytes:
    """Returns the report as a PDF whose words can be selected; the same report gives the same bytes."""
    shown = printable(sheet, broken=_breakable)
    bars = [[bar_svg(bar) for bar in one.chart.bars] if one.chart else [] for one in shown.findings]
    sides = {"across": shown.poster.width, "down": shown.poster.height} if shown.poster else {}
    share = _MM_PER_PIXEL * (shown.poster.share if shown.poster else 0.0)
    return set_pdf(
        _template(),
        {
            "sheet": orjson.dumps(shown).decode(),
            "bars": orjson.dumps(bars).decode(),
            **{name: f"{pixels * share:.3f}" for name, pixels in sides.items()},
            **{name: str(getattr(made_at, name)) for name in ("year", "month", "day")},
        },
    )


@cache
def _template() -> str:
    return files("resa.mapping.export").joinpath("report.typ").read_text(encoding="utf-8")


def _breakable(text: str) -> str:
    """Returns a text in which words too long for a line may go on in the next one."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(f".{{1,{_PIECE}}}", word[0])), text)
