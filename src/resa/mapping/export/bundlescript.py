"""What the front end's built scripts say, asked without a browser: the drawing, and the words of the app's tables.

Each script gives its functions under one global name, that of its file; every one takes texts and returns one. Where
they are written stands in `frontend/bundling/bundle.mjs`.
"""

from functools import cache
from typing import Any

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.drawingthread import new_engine, on_drawing_thread

LONGEST_SECONDS = 60


def drawing_says(function: str, *arguments: str) -> str:
    """Returns what a function of the drawing says to texts: JSON, or an SVG document."""
    return _script_says("canvas", function, *arguments)


def tables_say(function: str, *arguments: str) -> str:
    """Returns what a function of the app's tables says to texts, as JSON."""
    return _script_says("filewords", function, *arguments)


def _script_says(script: str, function: str, *arguments: str) -> str:
    def call() -> str:
        said: str = _engine(script).call(f"{script}.{function}", *arguments, timeout_sec=LONGEST_SECONDS)
        return said

    return on_drawing_thread(call)


@cache
def _engine(script: str) -> Any:
    engine = new_engine()
    engine.eval(bundle_text(f"{script}.js"))
    return engine
