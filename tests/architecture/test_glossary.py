"""The glossary and the model say the same words."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "src/resa/model"
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")


def public_classes() -> list[str]:
    names = []
    for path in sorted(MODEL.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names += [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    return [name for name in names if not name.endswith(("Error", "Questions"))]


def test_every_class_of_the_model_stands_in_the_glossary() -> None:
    known = set(re.findall(r"\*\*([\w-]+)\*\*", GLOSSARY))
    assert [name for name in public_classes() if name not in known] == []


def test_the_glossary_is_in_alphabetical_order() -> None:
    entries = re.findall(r"^\| \*\*([\w-]+)\*\*", GLOSSARY, flags=re.MULTILINE)
    assert entries == sorted(entries, key=str.casefold)
