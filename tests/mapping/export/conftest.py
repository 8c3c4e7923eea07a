"""Makes the invented pages importable for the tests of this folder and the browser tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
