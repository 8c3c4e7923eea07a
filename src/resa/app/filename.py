"""Names for files that read like a title, in letters that every system writes alike."""

import re
import unicodedata

LONGEST = 60


def file_name(title: str, *, nameless: str = "map") -> str:
    """Returns a name without accents, spaces and signs; `nameless` of a title in none of our letters.

    >>> file_name("Köpresa: möbler / hem")
    'kopresa-mobler-hem'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST] or nameless
