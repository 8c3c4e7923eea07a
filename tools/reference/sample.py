"""A workspace of two orders, and the answer to every question about it: what columns answers have."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from resa.app.asking import Question
from resa.app.show import show
from resa.app.take_in import Request, take_in
from resa.app.understanding import ANSWERS
from resa.app.workspace import open_workspace
from resa.model.table import Table

SAMPLED: Mapping[str, Mapping[str, Any]] = {
    "funnel": {"steps": ("order",)},
    "around": {"at": "order"},
    "comparison": {"versus": "money > 60"},
}
"""What questions need to be told before they can be asked."""

SAMPLE = """order_no,email,placed,amount,currency
1,a@x.se,2026-01-05T10:00:00Z,100.00,SEK
2,b@x.se,2026-02-03T09:00:00Z,50.00,SEK
"""
SAMPLE_SPEC = """
source: orders
time: placed
identifiers: [{column: email, namespace: email}]
interactions:
- {name: {constant: order}, channel: {constant: web}, kind: {constant: order}, order_id: order_no,
   money: {column: amount, currency: currency}}
"""

SAMPLE_MAP = """resa: journeymap
version: 1
stages:
  stage:buying:
    name: Buying
    position: 1
steps:
  step:order:
    stage: stage:buying
    position: 1
    name: Order
    touchpoint: order
"""


def sampled() -> Iterator[tuple[str, Table]]:
    """Yields every question with its answer."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "orders.csv").write_text(SAMPLE, encoding="utf-8")
        plan = Path(folder) / "plan.yaml"
        plan.write_text(SAMPLE_MAP, encoding="utf-8")
        workspace = open_workspace(Path(folder) / "workspace", create=True)
        take_in(workspace, Request(paths=(Path(folder) / "orders.csv",), spec=SAMPLE_SPEC, accepts_defaults=True))
        for what in ANSWERS:
            options = {**SAMPLED.get(what, {}), **({"map": str(plan)} if what == "conformance" else {})}
            yield what, show(workspace, Question(what=what, **options))
