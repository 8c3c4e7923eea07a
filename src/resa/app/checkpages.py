"""The pages that checks look at: those in the workspace's folder `pages`, and files somebody names beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from resa.app.uploads import harmless_name
from resa.model.errors import UsageError
from resa.store.durable import replace_file
from resa.understand.checking.page import MOST_BYTES, Page, PageError, read_page

FOLDER = "pages"
"""Where saved pages lie in a workspace; each is looked at in every answer about checks."""

ENDINGS = (".html", ".htm")
MOST_PAGES = 50


def pages_of(folder: Path, *, also: Sequence[str] = ()) -> tuple[Page, ...]:
    """Returns every saved page of a workspace and the named files; raises `PageError` where one is none."""
    return tuple(read_page(page_in(path), name=path.name) for path in [*_kept(folder), *map(Path, also)])


def keep_page(folder: Path, content: bytes, *, name: str) -> Page:
    """Puts a page into the workspace, in the place of one of that name, and returns what it shows."""
    name = harmless_name(name)
    if not name.lower().endswith(ENDINGS):
        raise PageError(f"expected a page as a browser saves it, an .html file, got {name!r}")
    found = read_page(content, name=name)
    kept = folder / FOLDER
    if not (kept / name).exists() and len(list(_kept(folder))) >= MOST_PAGES:
        raise PageError(f"expected at most {MOST_PAGES} pages in {kept}, got another, {name!r}; take one away first")
    kept.mkdir(exist_ok=True)
    replace_file(kept / name, content)
    return found


def drop_page(folder: Path, name: str) -> None:
    """Takes a page out of the workspace; one that is not there is gone already."""
    (folder / FOLDER / harmless_name(name)).unlink(missing_ok=True)


def _kept(folder: Path) -> Iterator[Path]:
    kept = folder / FOLDER
    files = sorted(kept.iterdir()) if kept.is_dir() else []
    yield from [path for path in files if path.suffix.lower() in ENDINGS][:MOST_PAGES]


def page_in(path: Path) -> bytes:
    """Returns what lies in a file that is to be a page; raises `UsageError` where none can be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            size = f"{path.stat().st_size / 1e6:.0f} MB"
            raise PageError(
                f"expected an HTML page of at most {MOST_BYTES // 1_000_000} MB, got {str(path)!r} with {size}"
            )
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"expected a page as a browser saves it, got {str(path)!r}: {error.strerror}; name a file"
        ) from error
