"""A new journey store beside the old one, and its taking over."""

import os
from dataclasses import replace
from pathlib import Path

from resa.kernels.spare import give_back
from resa.store.durable import remove
from resa.store.engines.local.build import build
from resa.store.engines.local.identity import read_catalogue, read_codes
from resa.store.manifest import Manifest
from resa.store.workspace import Workspace


def compacted(workspace: Workspace, manifest: Manifest, *, builder: int) -> str | None:
    """Builds the journey store of a revision, publishes it, and returns its path.

    The lock is held for the last moment only. Returns None where segments were rewritten meanwhile: what was built
    is thrown away then, for it may hold somebody who was erased. `builder` tells builders of one process apart.
    """
    path = f"journeys/{manifest.revision:06d}-{os.getpid()}-{builder & 0xFFFF:04x}"
    build_store(workspace, manifest, folder=workspace.path(path))
    with workspace.writing() as newest:
        if newest.segments[: len(manifest.segments)] != manifest.segments:
            remove(workspace.path(path))
            return None
        workspace.clean(workspace.publish(replace(newest, journeys=path)))
    return path


def build_store(workspace: Workspace, manifest: Manifest, *, folder: Path) -> None:
    """Builds the journey store of a revision in the folder."""
    remove(folder)
    build(
        workspace,
        manifest.segments,
        assignment=read_codes(workspace, manifest.assignment),
        catalogue=read_catalogue(workspace, manifest.catalogue),
        folder=folder,
    )
    give_back()
