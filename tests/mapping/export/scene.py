"""Scenes laid out by the bundle, and what must never be wrong in one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.drawingthread import new_engine, on_drawing_thread
from resa.mapping.export.html import embedded_json
from resa.model.resolvedmap import MapPage


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where one line of text stands, in pixels of the scene."""

    words: str
    x: float
    y: float
    w: float
    h: float

    def meets(self, other: "TextBox") -> bool:
        """Tell whether two lines of text cover each other by more than a hair."""
        across = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        down = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return across > 1.5 and down > 2


@cache
def _engine() -> Any:
    engine = new_engine()
    engine.eval(bundle_text("canvas.js"))
    engine.eval(
        "function sceneOf(page, view) { return JSON.stringify(canvas.layout(JSON.parse(page).views[0].map,"
        " Object.assign({}, canvas.DEFAULT_VIEW, JSON.parse(view)))) }"
    )
    return engine


def scene_of(page: MapPage, **view: object) -> dict[str, Any]:
    """Return the scene of a page's first view."""
    texts = embedded_json(page), json.dumps(view)
    scene: dict[str, Any] = json.loads(on_drawing_thread(lambda: _engine().call("sceneOf", *texts)))
    return scene


def shapes_of(scene: dict[str, Any]) -> Iterator[tuple[float, dict[str, Any]]]:
    """Yield every shape that is drawn, groups opened, with the height at which its own heights begin."""
    for block in scene["blocks"]:
        yield from _flat(block["shapes"], top=block["y"])


def _flat(shapes: list[dict[str, Any]], *, top: float) -> Iterator[tuple[float, dict[str, Any]]]:
    for shape in shapes:
        yield top, shape
        if shape["kind"] == "group" and shape.get("role") != "quiet":
            yield from _flat(shape["children"], top=top + shape.get("y", 0))


def text_boxes(scene: dict[str, Any]) -> list[TextBox]:
    """Return the boxes of all lines of text."""
    boxes = []
    for top, shape in shapes_of(scene):
        if shape["kind"] != "text" or not shape["text"]:
            continue
        start = shape["x"] - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape["anchor"]] * shape["width"]
        size = shape["size"]
        boxes.append(TextBox(shape["text"], start, top + shape["y"] - 0.74 * size, shape["width"], 0.92 * size))
    return boxes


def overlaps(scene: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover each other."""
    boxes = sorted(text_boxes(scene), key=lambda box: box.y)
    found = []
    for number, box in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other.y > box.y + box.h:
                break
            if box.meets(other):
                found.append((box.words, other.words))
    return found
