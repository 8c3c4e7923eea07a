"""A map with differences as JSON: both groups, and every figure of one beside that of the other."""

from collections.abc import Mapping
from typing import Any

import orjson

from resa.model.measurement import Measurement
from resa.model.resolvedmap import ComparedFigure, MapComparison, ResolvedMap


def comparison_json(found: ResolvedMap, *, compared: MapComparison) -> str:
    """Returns the map's group, the other, and a figure for each cell in the order in which the map has them.

    `differs` says whether a difference holds when all are looked at together; `difference` is this group's figure less
    the other's.
    """
    mine = _measurements(found)
    told = {
        "this": {"where": found.where, "base": found.base, "period": found.period},
        "versus": {"where": compared.where, "base": compared.base, "period": compared.period},
        "tested": compared.tested,
        "held": compared.held,
        "figures": [_told(one, mine.get((one.aspect, one.id))) for one in compared.figures],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode()


def _told(one: ComparedFigure, mine: Measurement | None) -> dict[str, Any]:
    return {
        "aspect": one.aspect,
        "id": one.id,
        "unit": one.versus.unit,
        "figure": mine and mine.figure,
        "n": mine.n if mine else 0,
        "versus_figure": one.versus.figure,
        "versus_n": one.versus.n,
        "difference": one.difference,
        "difference_interval": one.interval and [one.interval.low, one.interval.high],
        "p": one.p,
        "differs": one.differs,
    }


def _measurements(found: ResolvedMap) -> Mapping[tuple[str, str], Measurement]:
    return {
        **{("stage", one.id): one.share for one in found.stages},
        **{("leave", one.id): one.share for one in found.flows},
        **{("touchpoint", one.id): one.reach for one in found.touchpoints},
        **{("feeling", one.id): one.feeling for one in found.feelings},
        **{("figure", cell.id): cell.measurement for row in found.figures for cell in row.cells},
    }
