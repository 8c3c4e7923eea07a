"""An edited map as it is handed to the drawing: the document, what the library adds, and what is measured on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from resa.mapping.document import plain
from resa.model.journeymap import JourneyMap, RecordKind
from resa.model.resolvedmap import BoundCell, ResolvedMap


@dataclass(frozen=True, slots=True)
class EditedMap:
    """A map that people wrote in. `figures` is None where nothing is measured on it.

    `cells` are what bound records show, by record id; `pictures` are addresses inside the file, by the id of the
    picture.
    """

    id: str
    document: JourneyMap
    library: JourneyMap = field(default_factory=JourneyMap)
    figures: ResolvedMap | None = None
    cells: Mapping[str, BoundCell] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str | None:
        """The map's own title, None where it has none."""
        for record in self.document.of_kind(RecordKind.MAP):
            return str(record.content("title") or "").strip() or None
        return None


@dataclass(frozen=True, slots=True)
class EditedPage:
    """What one written page holds of an edited map, and how it is to be read."""

    language: str
    map: EditedMap
    written_at: datetime
    has_quotes: bool
    has_evidence: bool

    def told(self) -> dict[str, Any]:
        """Returns the page as the drawing reads it: one view, of which the drawing itself arranges the map."""
        drawn = self.map
        edited = {
            "id": drawn.id,
            "document": plain(drawn.document),
            "library": plain(drawn.library),
            "cells": dict(drawn.cells),
            "pictures": dict(drawn.pictures),
        }
        view = {"id": "all", "kind": "all", "label": None, "field": None, "map": drawn.figures, "edited": edited}
        return {
            "language": self.language,
            "views": [view],
            "written_at": self.written_at,
            "has_quotes": self.has_quotes,
            "has_evidence": self.has_evidence,
        }
