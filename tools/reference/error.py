"""Every error code, and every reason for which a record is rejected."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

from tools.reference.markdown import ROOT, agree, sentence, table

import resa
from resa.collect.readers import raw
from resa.model.errors import FailureError, ResaError, UsageError

REASONS = {
    "ragged": "more or fewer fields than the header has",
    "open_quote": "a quote opens and never closes",
    "not_json": "not JSON",
    "not_an_object": "JSON, but no object with named fields",
    "not_a_message": "mail, but no message that can be taken apart",
    "cut_off": "the file ends in the middle of a record",
    "too_long": "one record is longer than any real one",
    "time_missing": "an interaction without a time",
    "time_unreadable": "a time that the spec's format cannot read",
    "time_impossible": "a time far outside of what can be: a wrong format, or a clock years off",
    "number_unreadable": "an amount, quantity or score that is no number",
    "score_off_scale": "a score outside its scale that is no don't-know code either",
}


def errors() -> str:
    """Returns every error code, and every reason for which a record is rejected."""
    for module in pkgutil.walk_packages(resa.__path__, "resa."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = sorted(_tree(ResaError), key=lambda one: (one.code, one.__module__))
    rows = [(f"`{one.code}`", _exit(one), f"`{one.__name__}`", sentence(one)) for one in found]
    agree(REASONS, known=_reasons(), about="reasons")
    told = table(("reason", "meaning"), rows=((f"`{name}`", meaning) for name, meaning in sorted(REASONS.items())))
    return (
        '# Errors\n\nWith `--json` an error is `{"error": {"code", "sentence", "faults"}}` on standard output. '
        f"Codes are stable. A `{UsageError.__name__}` ends with exit code 2, a `{FailureError.__name__}` with 1.\n\n"
        + table(("code", "exit", "class", "what happened"), rows=rows)
        + "\n## Why a record is rejected\n\n`resa rejected` lists every one, and what to do.\n\n"
        + told
    )


def _exit(error: type[ResaError]) -> str:
    return "2" if issubclass(error, UsageError) else "1"


def _tree(root: type[ResaError]) -> Iterator[type[ResaError]]:
    yield root
    for one in root.__subclasses__():
        yield from _tree(one)


def _reasons() -> set[str]:
    """Returns the reasons that the code of `collect` writes."""
    found = set(re.findall(r'"([a-z_]+)"', (inspect.getdoc(raw.DamagedRecord) or "")))
    for file in (ROOT / "src/resa/collect").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "reason" and isinstance(node.value, ast.Constant):
                found.add(str(node.value.value))
    return found
