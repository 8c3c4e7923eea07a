"""usage: python -m tools.reference [FOLDER]   (default: docs/reference)."""

import sys
from pathlib import Path

from tools.reference.markdown import ROOT
from tools.reference.pages import pages

FOLDER = ROOT / "docs/reference"


def main(folder: Path = FOLDER) -> None:
    """Writes every page into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]))
