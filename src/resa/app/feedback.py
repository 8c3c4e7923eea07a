"""What was said, by source: how much of it there is, and which rung of the ladder read it how well."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from resa.app.feedbacklabels import corrections
from resa.app.feedbackreading import heard
from resa.app.workspace import Workspace
from resa.model.table import Measure, Table
from resa.understand.feedback.heard import Heard
from resa.understand.history import text_codes


def feedback(workspace: Workspace) -> Table:
    """Returns a row for each source of words: its sayings, scores and texts, and how many texts each rung read.

    Notes tell what the best rung was measured to do in each language, and what keeps a better one away.
    """
    found = heard(workspace)
    said = corrections(workspace.folder)
    labels = [f"{len(said.said):,} texts are labelled by people, whose word holds"] if said.said else []
    return Table(
        "feedback",
        ("source", "company", "sayings", "customers", "scores", "texts", "read_by"),
        tuple(_rows(found)),
        workspace.base,
        workspace.now(),
        workspace.engine.revision,
        measures={
            "sayings": Measure("sayings", "count"),
            "customers": Measure("customers", "count"),
            "scores": Measure("answers", "count"),
            "texts": Measure("texts", "count"),
        },
        notes=(*found.notes, *_qualities(found), *labels, *said.faults),
    )


def _rows(found: Heard) -> Iterator[dict[str, Any]]:
    for said in (found.ours, found.others):
        source = text_codes(said.said.table["source"])
        for code, name in enumerate(source.names):
            for company, its in _companies(said.company.names):
                at = np.flatnonzero((source.codes == code) & (said.company.codes == its))
                if not len(at):
                    continue
                who = said.said.customer[at]
                read = said.wording[at[said.is_read[at]]]
                yield {
                    "source": name,
                    "company": company,
                    "sayings": len(np.unique(said.saying[at])),
                    "customers": len(np.unique(who[who >= 0])),
                    "scores": int(said.has_feeling[at].sum()),
                    "texts": len(read),
                    "read_by": _read_by(found, read),
                }


def _companies(names: tuple[str, ...]) -> Iterator[tuple[str | None, int]]:
    yield None, -1
    yield from ((name, at) for at, name in enumerate(names))


def _read_by(found: Heard, wording: Any) -> dict[str, int]:
    return found.readings.counts(wording)


def _qualities(found: Heard) -> Iterator[str]:
    rung = found.readings.rung
    yield f"best rung that has read: {rung.name} ({rung.version}), learnt from {rung.learnt_from}"
    for where in dict.fromkeys(one.measured_on for one in rung.qualities):
        yield f"measured on {where}"
