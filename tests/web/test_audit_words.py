"""Whatever the app writes into the book of who did what, pages say it in words."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "frontend" / "packages" / "app" / "src" / "words"
ACT = re.compile(r'(?:act="|_note\([^"\n]*")([a-z_]+\.[a-z_]+)"')


def test_every_act_has_words() -> None:
    acts = {
        act for path in (ROOT / "src" / "resa" / "app").rglob("*.py") for act in ACT.findall(path.read_text("utf-8"))
    }
    said = {act for path in WORDS.rglob("en.ts") for act in re.findall(r"'audit\.([a-z_.]+)'", path.read_text("utf-8"))}
    assert len(acts) > 20
    assert {f"map.{status}" for status in ("draft", "review", "live")} | acts <= said
