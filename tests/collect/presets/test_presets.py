"""Every preset knows its tool's sample, rejects nothing, and yields what is written beside the sample.

A folder beside this file belongs to the preset of its name: `sample*.*` are exports, `expected.yaml` holds `yielded`
(counts by kind), `first` (fields of the first interaction), `customers` (whom the first record is about), `clicks`
(their page, and the element or the place) and `asks` (the fields about which a question stays, each answered with the
first thing that is told beside it). What differs for one sample stands under its name.
"""

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from resa.collect.draft import Circumstances
from resa.collect.judge import Judged, judge
from resa.collect.presets.preset import faults, presets
from resa.collect.proposing.known import PRESET
from resa.collect.proposing.proposal import Proposal, propose
from resa.collect.proposing.spokennames import named_in
from resa.collect.readers.layout import laid_out
from resa.collect.readers.raw import FileFormat, RawBatch
from resa.collect.sources.files import file_sources
from resa.model.click import ELEMENT, PAGE, WIDTH, X, Y

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if (path / "expected.yaml").exists())
SAMPLES = sorted(path for folder in FOLDERS for path in folder.glob("sample*.*"))


def _id(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _proposed(path: Path) -> tuple[Proposal, RawBatch]:
    source = file_sources([path]).sources[0]
    sample = list(islice(source.batches(), 1))
    return propose(source.name, source.format, sample, region="SE"), sample[0]


def _judged(path: Path) -> Judged:
    proposal, batch = _proposed(path)
    laid = next(laid_out([batch], proposal.spec.format or FileFormat("csv")))
    return judge(laid, proposal.spec, circumstances=Circumstances(NOW, region="SE"), where=path.name)


def _expected(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((path.parent / "expected.yaml").read_text(encoding="utf-8"))
    return told | told.get(path.name, {})


def test_no_shipped_preset_is_broken() -> None:
    assert faults() == ()


def test_every_preset_has_a_sample_and_every_sample_a_preset() -> None:
    assert [one.name for one in presets()] == [folder.name for folder in FOLDERS]
    assert {path.parent for path in SAMPLES} == set(FOLDERS)


def test_what_presets_call_things_is_said_in_the_nordic_languages() -> None:
    """What a name says in Danish is another word, or the same word on purpose; and answers stand where they belong."""
    same = {"chat", "link", "e-mail", "call with sales"}
    for one in presets():
        spoken = named_in(one.spec, "da")
        for rule, ours in zip(spoken.interactions, one.spec.interactions, strict=True):
            assert rule.name.constant is None or rule.name.constant != ours.name.constant or ours.name.constant in same
        told = {rule.name for rule in spoken.interactions}
        assert all(rule.touchpoint is None or rule.touchpoint in told for rule in spoken.answers), one.name


@pytest.mark.parametrize("path", SAMPLES, ids=_id)
def test_its_sample_is_known_without_a_question(path: Path) -> None:
    proposal, _ = _proposed(path)
    title = {one.name: one.title for one in presets()}[path.parent.name]
    assert [one.choice for one in proposal.reasons if one.field == PRESET] == [title]
    assert [one.field for one in proposal.questions] == _expected(path).get("asks", [])


@pytest.mark.parametrize("path", SAMPLES, ids=_id)
def test_its_sample_yields_what_is_written_beside_it(path: Path) -> None:
    expected = _expected(path)
    judged = _judged(path)
    assert judged.rejected.to_pylist() == []
    assert {kind: table.num_rows for kind, table in judged.yielded.items() if table.num_rows} == expected["yielded"]
    if expected.get("first"):
        first = judged.yielded["interactions"].slice(0, 1).to_pylist()[0]
        assert {name: _plain(first.get(name)) for name in expected["first"]} == expected["first"]
    who = [f"{name}:{array[0].as_py()}" for name, array in judged.identifiers if array[0].as_py()]
    assert who == expected.get("customers", [])
    assert _clicks(judged) == expected.get("clicks", [])


def _clicks(judged: Judged) -> list[list[str]]:
    """Returns the page of each click in the order of the rules, and where it was or what it met."""
    if "interactions" not in judged.yielded:
        return []
    rows = [dict(one or ()) for one in judged.yielded["interactions"]["properties"].to_pylist()]
    told = [one for one in rows if X in one or ELEMENT in one]
    return [[one[PAGE], *([one[ELEMENT]] if ELEMENT in one else [f"{one[X]} of {one[WIDTH]}", one[Y]])] for one in told]


def _plain(content: Any) -> Any:
    return content.isoformat() if hasattr(content, "isoformat") else content
