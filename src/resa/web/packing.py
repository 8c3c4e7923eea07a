"""Large answers that hold no secret leave packed: the page's files and the figures of a map."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LEAST_BYTES = 2_000
LEVEL = 5
FILES = "/assets/"
FIGURES = "/figures"


class Packing:
    """Packs what is public or counted; answers with keys beside what somebody sent stay as they are.

    The length of a packed answer tells what repeats in it, which would let a stranger guess at a key letter by letter.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packed = GZipMiddleware(app, minimum_size=LEAST_BYTES, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers packed where the path says that the answer may be."""
        path = scope["path"] if scope["type"] == "http" else ""
        is_packed = path.startswith(FILES) or path.endswith(FIGURES)
        await (self._packed if is_packed else self._plain)(scope, receive, send)
