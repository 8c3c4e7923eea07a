"""A map as one HTML file that needs nothing else: no request, no network, no other file."""

import base64
import hashlib
import html
from collections.abc import Mapping

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.edited import EditedPage
from resa.model.resolvedmap import MapPage, ResolvedMap

Page = MapPage | EditedPage
"""A found map with its prepared views, or an edited one."""

_TITLES = {"en": "Customer journey", "sv": "Kundresa", "da": "Kunderejse", "nb": "Kundereise"}
_NO_SCRIPT = {
    "en": "This map is drawn by the page itself: allow its script to see it.",
    "sv": "Kartan ritas av sidan själv: tillåt dess skript för att se den.",
    "da": "Kortet tegnes af siden selv: tillad dens script for at se det.",
    "nb": "Kartet tegnes av siden selv: tillat skriptet for å se det.",
}


def write_html(page: Page) -> str:
    """Return the page as one self-contained HTML document.

    The map travels as JSON in which no text can end its element; the content policy lets exactly our own
    script and style run, known by their hashes, and forbids every request.
    """
    script, style = bundle_text("page.js"), bundle_text("page.css")
    title = _title(page) or _TITLES.get(page.language, _TITLES["en"])
    language = page.language if page.language in _TITLES else "en"
    return "".join(
        (
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{content_policy(script=script, style=style)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f'<noscript>{_NO_SCRIPT[language]}</noscript>\n<div id="resa"></div>\n',
            f'<script type="application/json" id="map-page">{embedded_json(page)}</script>\n',
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def _title(page: Page) -> str | None:
    return page.map.title if isinstance(page, EditedPage) else page.views[0].map.title


def embedded_json(page: Page | ResolvedMap) -> str:
    r"""Return the page, or one map, as JSON that is safe inside a script element.

    `<`, `>` and `&` are written as escapes, so that neither a closing tag nor a comment can appear, and the
    two line separators that are no line ends in JSON but were in scripts are escaped too.
    """
    told = page.told() if isinstance(page, EditedPage) else page
    text = orjson.dumps(told, default=_plain).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _plain(other: object) -> object:
    """Return mappings that orjson does not know as dictionaries."""
    if isinstance(other, Mapping):
        return dict(other)
    raise TypeError(f"expected only values of the map model, got {type(other).__name__}")


def content_policy(*, script: str, style: str) -> str:
    """Return a policy under which only this script and this style run, and nothing is fetched."""
    return (
        f"default-src 'none'; script-src {hash_of(script)}; style-src {hash_of(style)}; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def hash_of(content: str) -> str:
    """Return how a policy names a script or style by its hash."""
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
