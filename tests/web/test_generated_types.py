"""The front end's types of answers and forms are those that the server describes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
STALE = "the server's OpenAPI document changed; run python frontend/generate_api.py"


def test_generated_types_are_those_of_the_server() -> None:
    generator = _generator()
    assert f"{generator.MARK}{generator.digest(generator.described())}." in generator.TARGET.read_text("utf-8"), STALE


def test_the_generated_file_is_what_the_tool_writes() -> None:
    generator = _generator()
    if not generator.TOOL.is_file() or generator.node() is None:
        pytest.skip("the packages of the front end are not installed")
    assert generator.TARGET.read_text("utf-8") == generator.types_source(generator.described()), STALE


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_api", FRONTEND / "generate_api.py")
    assert spec is not None
    assert spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator
