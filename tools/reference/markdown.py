"""What pages share: tables, the words of docstrings, and the check that tables and code name the same things."""

import inspect
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def agree(said: Collection[str], *, known: Collection[str], about: str) -> None:
    """Stops the writing where tables and the code do not name the same things."""
    missing, gone = sorted(set(known) - set(said)), sorted(set(said) - set(known))
    if missing or gone:
        raise SystemExit(f"tools/reference, {about}: expected a sentence for {missing}, and none for {gone}")


def table(head: Iterable[str], *, rows: Iterable[Iterable[str]]) -> str:
    """Returns a Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def prose(documented: Any) -> str:
    """Returns a docstring as paragraphs, without its examples."""
    text = inspect.getdoc(documented) or ""
    return re.split(r"\n\s*(?:>>>|Args:)", text)[0].strip()


def sentence(documented: Any) -> str:
    """Returns the first line of a docstring."""
    return prose(documented).split("\n", 1)[0]


def source(documented: Any) -> str:
    """Returns where a method comes from, as its docstring says; empty where it does not."""
    found = re.search(r"Source: (.+?)(?:\n\s*\n|\Z)", inspect.getdoc(documented) or "", flags=re.DOTALL)
    return re.sub(r"\s+", " ", found[1]) if found else ""
