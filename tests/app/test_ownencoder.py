"""The settings that name somebody's own encoder, and the faults of their file."""

from pathlib import Path

import pytest

from resa.app.ownencoder import FILE, own_encoder
from resa.store.settings import SettingsError


def test_a_workspace_without_the_file_has_none(tmp_path: Path) -> None:
    assert own_encoder(tmp_path) is None
    (tmp_path / FILE).write_text("", encoding="utf-8")
    assert own_encoder(tmp_path) is None


def test_an_encoder_is_named_with_its_address_and_dimensions(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "encoder:\n  address: http://localhost:9/v1/embeddings\n  model: nordisk-2\n  dimensions: 768\n",
        encoding="utf-8",
    )
    encoder = own_encoder(tmp_path)
    assert encoder is not None
    assert (encoder.name, encoder.dimensions) == ("nordisk-2", 768)


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ("encoder: bge\n", ["encoder: expected address, model and dimensions"]),
        (
            "encoder: {address: http://ord.example/v1, dimensions: -3, kye_env: X}\nreader: x\n",
            [
                "reader: expected encoder, got 'reader'",
                "encoder.kye_env: expected one of address, model, dimensions, key_env",
                "encoder.model: is missing",
                "encoder.address: expected https://…, or http:// on this machine, got 'http://ord.example/v1'",
                "encoder.dimensions: expected a whole number above 0, got -3",
            ],
        ),
    ],
)
def test_every_fault_is_told_at_once(tmp_path: Path, told: str, faults: list[str]) -> None:
    (tmp_path / FILE).write_text(told, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        own_encoder(tmp_path)
    assert list(error.value.faults) == faults
