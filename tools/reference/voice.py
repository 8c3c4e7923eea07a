"""How texts are read, and how well."""

from tools.reference.markdown import ROOT

from resa.understand.voice.shipped import shipped_weights


def voice() -> str:
    """Returns how texts are read, with what the shipped weights state and the table that the benchmark kept."""
    text = (ROOT / "benchmarks/voice/page.md").read_text(encoding="utf-8")
    measured = (ROOT / "benchmarks/results/voice.md").read_text(encoding="utf-8")
    learnt = shipped_weights().rung.learnt_from
    return text.replace("{learnt}", f"Version {shipped_weights().rung.version}: {learnt}.").replace("{table}", measured)
