"""Writes docs/reference: the same as `python -m tools.reference`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.reference.__main__ import FOLDER, main

main(*([Path(one) for one in sys.argv[1:2]] or [FOLDER]))
