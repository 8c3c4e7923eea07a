"""The front end's built files, as they lie in this package."""

from functools import cache
from importlib.resources import files
from typing import ClassVar

from resa.model.errors import FailureError


class BundleMissingError(FailureError):
    """The front end was not built, so nothing can be drawn."""

    code: ClassVar[str] = "bundle_missing"


@cache
def bundle_text(name: str) -> str:
    """Return one built file ("page.js", "page.css", "canvas.js").

    The files are made by `hatch_build.py` while the package is installed and never change afterwards.
    """
    built = files("resa.mapping.export") / "bundle" / name
    if not built.is_file():
        raise BundleMissingError(
            f"expected the front end's built file {name} in resa/mapping/export/bundle, found none; "
            "install the package again (pip install -e .), which builds it"
        )
    return built.read_text(encoding="utf-8")
