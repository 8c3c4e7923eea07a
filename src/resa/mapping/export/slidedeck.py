"""An empty presentation to begin from: 16 by 9, one layout, our typeface and colours as those that new shapes take."""

import re
from datetime import datetime
from typing import Any

from resa.mapping.export.drawingthread import DrawingExtraMissingError

TITLE_ONLY = "Title Only"
TYPEFACE = "Inter"
_WIDER = 12_192_000 / 9_144_000
_COLOURS = {
    "dk2": "45514D",
    "lt2": "F7F8F5",
    "accent1": "2B4FC7",
    "accent2": "507686",
    "accent3": "7FA5B5",
    "accent4": "0A716B",
    "accent5": "A94A09",
    "accent6": "8E9B96",
    "hlink": "2B4FC7",
    "folHlink": "5B6763",
}
_UNWANTED = ("thumbnail", "printerSettings")


def new_deck(*, title: str, language: str, now: datetime) -> Any:
    """Returns a presentation without slides, whose layout has a title and nothing else."""
    try:
        from pptx import Presentation
    except ModuleNotFoundError as missing:
        raise DrawingExtraMissingError(
            "expected pptx, which writes presentations, found it not installed; pip install 'resa[export]'"
        ) from missing
    deck = Presentation()
    deck.slide_width, deck.slide_height = 12_192_000, 6_858_000
    for layout in [one for one in deck.slide_layouts if one.name != TITLE_ONLY]:
        deck.slide_layouts.remove(layout)
    for shape in (*deck.slide_master.shapes, *deck.slide_layouts[0].shapes):
        if shape._element.spPr.xfrm is not None:  # others stand where their master's stand
            shape.left, shape.width = round(shape.left * _WIDER), round(shape.width * _WIDER)
    _dress(deck.slide_master)
    _drop_unwanted(deck.part)
    told = deck.core_properties
    told.title, told.language, told.author, told.last_modified_by = title[:255], language, "Resa", "Resa"
    told.created = told.modified = now.replace(tzinfo=None)
    return deck


def _dress(master: Any) -> None:
    """Gives new words our typeface and new shapes our colours."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    markup = theme.blob.decode()
    for name, colour in _COLOURS.items():
        markup = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', markup)
    markup = re.sub(r'(<a:(?:major|minor)Font><a:latin typeface=)"[^"]*"', rf'\1"{TYPEFACE}"', markup)
    theme.blob = markup.encode()


def _drop_unwanted(part: Any) -> None:
    """Lets go of what the library's own empty presentation brings: a picture of it, and somebody's printer."""
    for holder in (part, part.package):
        for name, relation in list(holder._rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                holder.drop_rel(name)
