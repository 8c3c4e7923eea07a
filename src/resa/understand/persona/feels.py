"""How a persona feels: by the scores that its people gave, and by what their words let expect; never mixed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from resa.kernels.lookup import places_in
from resa.understand.answer import ends, marked
from resa.understand.array import Flags, Floats
from resa.understand.comparison import Sample, mean_difference
from resa.understand.feedback.heard import Heard
from resa.understand.figure import mean
from resa.understand.persona.feature import Known
from resa.understand.persona.trait import LEAST_PEOPLE

SURE = 0.01


def read_feelings(known: Known, heard: Heard) -> Floats:
    """Returns how each known customer's words sound on average, from -2 to 2; NaN of whom nothing was read."""
    said = heard.ours
    at = np.flatnonzero(said.is_read)
    place = places_in(known.customers, said.said.customer[at])
    inside = place >= 0
    valence = heard.readings.valence[said.wording[at][inside]]
    count = np.bincount(place[inside], minlength=len(known.customers))
    total = np.bincount(place[inside], valence, len(known.customers))
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def feels(known: Known, members: Flags, *, among: Flags, read: Floats | None) -> Iterator[dict[str, Any]]:
    """Yields how its people feel against everybody else: reported by scores, and inferred from words, each alone."""
    score = known.trait("score")
    sources = (("reported", score.figures if score else None, "measured"), ("read", read, "inferred"))
    for name, figures, provenance in sources:
        if figures is None:
            continue
        is_known = ~np.isnan(figures)
        inside, outside = figures[members & is_known], figures[among & ~members & is_known]
        if min(len(inside), len(outside)) < LEAST_PEOPLE:
            continue
        found = mean(inside, unit="feeling")
        p = mean_difference(Sample.of(inside), other=Sample.of(outside))
        row = {
            "aspect": "feels", "trait": name, "customers": len(inside), "n": len(inside), "typical": found.figure,
            **({"typical_interval": ends(found.interval)} if found.interval else {}),
            "versus_typical": float(outside.mean()), "unit": "feeling", "p": p, "differs": p < SURE,
            "provenance": provenance,
        }  # fmt: skip
        yield marked(row, n=len(inside))
