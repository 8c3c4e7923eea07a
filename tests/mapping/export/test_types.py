"""The front end's types are those of the model."""

import importlib.util
from pathlib import Path
from types import ModuleType

FRONTEND = Path(__file__).parents[3] / "frontend"


def test_generated_types_are_fresh() -> None:
    generator = _generator()
    assert generator.TARGET.read_text(encoding="utf-8") == generator.types_source(), (
        "the model of the drawing changed; run python frontend/generate_types.py"
    )


def test_the_generated_table_of_fields_is_fresh() -> None:
    generator = _generator()
    assert generator.DOCUMENT_TARGET.read_text(encoding="utf-8") == generator.fields_source(), (
        "the model of the document changed; run python frontend/generate_types.py"
    )


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_types", FRONTEND / "generate_types.py")
    assert spec is not None
    assert spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator
