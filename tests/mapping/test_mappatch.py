"""Changes of a map as programs write them."""

from typing import Any

import pytest

from resa.mapping.document import from_plain, plain
from resa.mapping.mappatch import patched
from resa.model.journeymap import InvalidMapError
from resa.model.measurement import Provenance

MEASURED: dict[str, Any] = {
    "resa": "journeymap",
    "version": 1,
    "stages": {"stage:a": {"name": "Plan", "position": 0}, "stage:b": {"position": 1, "version": 1}},
    "lanes": {"lane:pain": {"shows": "pain", "position": 0}},
    "cells": {
        "cell:1": {
            "lane": "lane:pain",
            "stage": "stage:a",
            "measurement": {"figure": 0.4, "n": 90},
            "text": "long queue",
            "provenance": {"lane": "asserted", "stage": "asserted", "measurement": "measured", "text": "inferred"},
            "evidence": {"measurement": ["resa show kpis"], "text": ["finding:1"]},
        }
    },
}
BEFORE = from_plain(MEASURED)


def test_an_empty_patch_changes_nothing() -> None:
    assert patched(BEFORE, {}) == BEFORE
    assert patched(BEFORE, {"stages": {}, "cells": {"cell:1": {}}}) == BEFORE


def test_what_a_map_says_of_itself_laid_over_it_changes_nothing() -> None:
    assert patched(BEFORE, {name: held for name, held in plain(BEFORE).items() if isinstance(held, dict)}) == BEFORE


def test_a_field_that_somebody_sets_is_asserted_and_the_others_keep_their_origin() -> None:
    cell = patched(BEFORE, {"cells": {"cell:1": {"text": "short queue"}}}).records["cell:1"]
    assert (cell.fields["text"].provenance, cell.fields["text"].evidence) == (Provenance.ASSERTED, ())
    kept = cell.fields["measurement"]
    assert (kept.provenance, kept.evidence) == (Provenance.MEASURED, ("resa show kpis",))


def test_the_patch_may_say_where_a_field_comes_from() -> None:
    patch = {"cells": {"cell:1": {"target": 0.2, "provenance": "inferred", "evidence": {"target": ["plan"]}}}}
    target = patched(BEFORE, patch).records["cell:1"].fields["target"]
    assert (target.provenance, target.evidence) == (Provenance.INFERRED, ("plan",))


def test_null_takes_away_a_field_or_a_record() -> None:
    found = patched(BEFORE, {"stages": {"stage:a": {"name": None}, "stage:b": None}})
    assert found.records["stage:a"].content("name") is None
    assert "stage:b" not in found.records


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InvalidMapError) as told:
        patched(BEFORE, {"poems": {}, "stages": [1], "cells": {"cell:9": None, "cell:1": 4}})
    assert len(told.value.faults) == 4
    with pytest.raises(InvalidMapError, match="refers to the stage"):
        patched(BEFORE, {"stages": {"stage:a": None}})
