"""Writes requirements/*.txt: every package pinned with its hashes, no registry address in it.

Needs `uv` on the path. Run it after changing the dependencies in pyproject.toml.
"""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "requirements"


def pin(name: str, *, extra: tuple[str, ...], source: str = "pyproject.toml") -> None:
    """Writes one file of pins, in step with the ones written before."""
    constraints = [f"--constraint={path}" for path in sorted(OUT.glob("*.txt")) if path.stem != name]
    command = ["uv", "pip", "compile", source, "--universal", "--python-version=3.11", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-header", "--no-annotate", "--quiet", *extra, *constraints]
    subprocess.run([*command, f"--output-file={OUT / name}.txt"], cwd=ROOT, check=True)


def main() -> None:
    """Pins what runs, what builds and what tests."""
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob("*.txt"):
        old.unlink()
    pin("run", extra=("--extra=app", "--extra=export", "--extra=text"))
    pin("test", extra=("--extra=test",))
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    build = OUT / "build.in"
    build.write_text("\n".join([*needed, "editables"]) + "\n")
    pin("build", extra=(), source=str(build))
    build.unlink()


if __name__ == "__main__":
    main()
