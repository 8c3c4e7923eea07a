"""A map as a file to take along."""

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response

from resa.app.exportform import Look
from resa.app.exporting import Exported, ExportWish, export_map
from resa.app.report.write import export_report
from resa.web.figureroutes import Filter
from resa.web.form import Line
from resa.web.session import Asking
from resa.web.tableanswer import json_answer
from resa.web.workspacecontext import Context

router = APIRouter(tags=["maps"])


def look_of(
    theme: Annotated[str, Query(max_length=20, description="Of pictures: light, dark or print.")] = "light",
    width: Annotated[int, Query(description="Of pictures, in pixels.")] = 1440,
    density: Annotated[str, Query(max_length=20, description="Of pictures: calm or dense.")] = "calm",
    scale: Annotated[float, Query(description="Of a PNG, dots for each pixel.")] = 2.0,
    paper: Annotated[str, Query(max_length=20, description="Of a PDF: a3, fit, auto, a4-pages or a3-pages.")] = "auto",
    *,
    diagram: Annotated[str, Query(max_length=20, description="Of .mmd: journey or flowchart.")] = "journey",
    arrows: Annotated[bool, Query(description="Draw what leads from one card or step to another.")] = False,
) -> Look:
    """Returns how a request wants a map drawn."""
    return Look(theme, width, density, scale, paper, diagram, has_arrows=arrows)


def wish_of(
    asked: Filter,
    look: Annotated[Look, Depends(look_of)],
    lang: Annotated[str | None, Query(max_length=8, description="en, sv, da or nb; else the map's own.")] = None,
    quotes: Annotated[bool, Query(description="With customers' own words.")] = False,
    evidence: Annotated[bool, Query(description="With figures under five; for those who may see customers.")] = False,
) -> ExportWish:
    """Returns what a request wants in the file."""
    return ExportWish(asked, lang, quotes, evidence, look)


@router.get("/api/maps/{id}/export.{form}", response_model=None)
def export(
    id: Line,  # noqa: A002 - the route's word
    form: Line,
    person: Asking,
    context: Context,
    wish: Annotated[ExportWish, Depends(wish_of)],
    *,
    told: Annotated[Literal["file", "losses"], Query(description="What the form can't hold, instead of it.")] = "file",
) -> Response:
    """Gives the map as a file: html, svg, png, pdf, pptx, yaml, json, xlsx, cjml or mmd.

    The header `x-resa-left-out` counts the reasons for which something of the map is not in the file.
    """
    exported = export_map(person, context.served, id, form=f".{form}", wish=wish)
    if told == "losses":
        return json_answer({"form": form, "left_out": list(exported.losses.sentences)})
    return _file(exported)


@router.get("/api/maps/{id}/report.{form}", response_model=None)
def report(
    id: Line,  # noqa: A002 - the route's word
    form: Line,
    person: Asking,
    context: Context,
    asked: Filter,
    *,
    lang: Annotated[str | None, Query(max_length=8, description="en, sv, da or nb; else the map's own.")] = None,
    quotes: Annotated[bool, Query(description="With customers' own words.")] = False,
    evidence: Annotated[bool, Query(description="With figures under five; for those who may see customers.")] = False,
) -> Response:
    """Gives a report of the map to send, as pdf, html or pptx.

    It holds the map, how it is, five findings with their evidence, what changed, method and limits.
    """
    wish = ExportWish(asked, lang, quotes, evidence)
    return _file(export_report(person, context.served, id, form=f".{form}", wish=wish))


def _file(exported: Exported) -> Response:
    headers = {
        "content-disposition": f"attachment; filename=\"{exported.name}\"; filename*=UTF-8''{quote(exported.name)}",
        "cache-control": "no-store",
        "x-resa-left-out": str(len(exported.losses.sentences)),
    }
    return Response(exported.content, media_type=exported.kind, headers=headers)
