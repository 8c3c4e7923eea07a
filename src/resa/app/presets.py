"""Which exports of well-known tools are read without a question."""

from typing import Any

from resa.collect.presets.page import RESTS_ON, columns_read, page, yields
from resa.collect.presets.preset import presets
from resa.model.errors import UnknownNameError


def known_exports() -> list[dict[str, Any]]:
    """Returns every preset as plain content, by name."""
    return [
        {
            "name": one.name,
            "tool": one.tool,
            "export": one.export,
            "basis": one.basis,
            "rests_on": RESTS_ON[one.basis],
            "how": one.how,
            "known_by": list(one.columns),
            "reads": list(columns_read(one)),
            "yields": list(yields(one)),
            "remark": one.remark,
        }
        for one in presets()
    ]


def page_of(name: str) -> str:
    """Returns the page of one preset; raises `UnknownNameError` with the nearest ones."""
    for one in presets():
        if one.name == name:
            return page(one)
    raise UnknownNameError("preset", name, known=[one.name for one in presets()])
