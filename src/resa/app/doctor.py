"""What this machine has, what is missing, and how to get it."""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "firefox", "msedge")
NEEDED_DISK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    is_fine: bool
    is_needed: bool
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Returns the finding as plain JSON."""
        return asdict(self)


def examine() -> tuple[Finding, ...]:
    """Looks at Python, the libraries, the extras, the disk and the drawing; changes nothing."""
    return (
        _python(),
        *(_library(name) for name in ("numpy", "numba", "pyarrow", "duckdb", "phonenumbers", "python-calamine")),
        _drawing(),
        _extra("app", module="fastapi", gives="resa serve, and the app that resa demo opens"),
        _extra("export", module="py_mini_racer", gives="maps as .svg"),
        _reading(),
        _extra(None, module="pandas", gives="Table.to_pandas()"),
        _kernel_cache(),
        _disk(),
        _browser(),
    )


def _python() -> Finding:
    is_fine = sys.version_info >= (3, 11)
    return Finding("Python", is_fine, True, f"{platform.python_version()}; 3.11 or newer is needed")


def _library(name: str) -> Finding:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, True, "is not installed; install Resa anew: pip install resa")
    return Finding(name, True, True, version)


def _extra(extra: str | None, *, module: str, gives: str) -> Finding:
    is_fine = importlib.util.find_spec(module) is not None
    command = f"pip install 'resa[{extra}]'" if extra else f"pip install {module}"
    return Finding(extra or module, is_fine, False, f"{gives}" + ("" if is_fine else f" need it: {command}"))


def _reading() -> Finding:
    from resa.understand.voice.localencoder import obstacle

    reason = obstacle()
    sentence = "texts are read by the shipped model" if reason is None else f"word lists read texts: {reason}"
    return Finding("text", reason is None, False, sentence)


def _drawing() -> Finding:
    from resa.mapping.export.bundle_files import BundleMissingError, bundle_text

    try:
        bundle_text("page.js")
    except BundleMissingError as error:
        return Finding("drawing of the map", False, True, error.sentence)
    return Finding("drawing of the map", True, True, "is built")


def _kernel_cache() -> Finding:
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or Path(__file__).parents[1] / "kernels")
    is_fine = os.access(folder, os.W_OK)
    sentence = "compiled kernels are kept" if is_fine else f"{folder} can't be written: kernels compile anew each start"
    return Finding("kernel cache", is_fine, False, sentence + ("" if is_fine else "; set NUMBA_CACHE_DIR to a folder"))


def _disk() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    temporary = shutil.disk_usage(tempfile.gettempdir()).free
    is_fine = min(free, temporary) > NEEDED_DISK
    return Finding(
        "disk", is_fine, False, f"{free / 1e9:.0f} GB free here; two are enough for ten million interactions"
    )


def _browser() -> Finding:
    found = next((name for name in BROWSERS if shutil.which(name)), None)
    sentence = f"{found} shows the map" if found else "none on the path; open map.html in any browser"
    return Finding("browser", found is not None, False, sentence)
