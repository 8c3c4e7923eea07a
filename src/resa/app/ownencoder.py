"""The encoder that a workspace names as its own in `reading.yaml`: somebody's server, asked over the network.

Nothing leaves the machine unless that file says so; then customers' words go to the address that it names.
"""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from resa.app.outgoing import is_safe_address, post_json
from resa.store.settings import load
from resa.understand.voice.encoder import AskedEncoder, Encoder

FILE = "reading.yaml"
USUAL_KEY = "RESA_ENCODER_KEY"
PATIENCE_SECONDS = 120.0
MOST_BYTES = 1 << 26
_KNOWN = ("address", "model", "dimensions", "key_env")


def own_encoder(folder: Path) -> Encoder | None:
    """Returns the encoder that the workspace's reading.yaml names, None where it names none.

    A key stands in the environment, under the name that `key_env` gives. Raises `SettingsError` with every fault.
    """
    told = load(folder / FILE, check=_faults).content.get("encoder")
    if not told:
        return None
    key = os.environ.get(str(told.get("key_env", USUAL_KEY)))
    post = partial(_posted, str(told["address"]), key)
    return AskedEncoder(post, model=str(told["model"]), dimensions=int(told["dimensions"]))


def _posted(address: str, key: str | None, body: Mapping[str, Any]) -> Mapping[str, Any]:
    return post_json(address, body=body, key=key, patience=PATIENCE_SECONDS, most=MOST_BYTES)


def _faults(content: Mapping[str, Any]) -> Sequence[str]:
    """Returns what is wrong in reading.yaml."""
    faults = [f"{name}: expected encoder, got {name!r}" for name in content if name != "encoder"]
    told = content.get("encoder")
    if told is None:
        return faults
    if not isinstance(told, dict):
        return [*faults, "encoder: expected address, model and dimensions"]
    faults += [f"encoder.{name}: expected one of {', '.join(_KNOWN)}" for name in told if name not in _KNOWN]
    faults += [f"encoder.{name}: is missing" for name in _KNOWN[:3] if not told.get(name)]
    if told.get("address") and not is_safe_address(str(told["address"])):
        faults.append(f"encoder.address: expected https://…, or http:// on this machine, got {told['address']!r}")
    if told.get("dimensions") and not _is_count(told["dimensions"]):
        faults.append(f"encoder.dimensions: expected a whole number above 0, got {told['dimensions']!r}")
    return faults


def _is_count(said: object) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and said > 0
