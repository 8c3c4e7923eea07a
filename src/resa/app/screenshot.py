"""A screenshot of a page, to be drawn under the clicks on it: inside the picture, so that opening it asks nobody."""

from base64 import b64encode
from pathlib import Path

from resa.mapping.export.answerpicture import Backdrop
from resa.model.errors import UsageError

LARGEST = 5 << 20
_SIGN = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_WIDTH, _HEIGHT = slice(16, 20), slice(20, 24)


def screenshot(path: Path) -> Backdrop:
    """Returns the PNG picture in a file; its first bytes say that it is one, not its name."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"expected a screenshot in {path}, but the system says: {error.strerror}") from error
    if len(content) > LARGEST:
        raise UsageError(f"expected a screenshot of at most {LARGEST >> 20} MB, got a larger one in {path}; shrink it")
    width, height = (int.from_bytes(content[part], "big") for part in (_WIDTH, _HEIGHT))
    if not content.startswith(_SIGN) or not width or not height:
        raise UsageError(f"expected a PNG picture in {path}, got something else; save the screenshot as PNG")
    return Backdrop(f"data:image/png;base64,{b64encode(content).decode()}", height / width)
