"""No text from the data runs, whatever it holds: known attack corpora as names and quotes, in a real browser."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
import sample
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CORPORA = {"dompurify/xss.json": "dompurify", "blns/blns.json": "blns", "web-payloads/XSS Injection": "web payloads"}


def _corpora() -> Path:
    place = os.environ.get("RESA_TEST_DATA")
    folder = Path(place).parent / "corpora" if place else None
    if folder is None or not folder.is_dir():
        pytest.skip("RESA_TEST_DATA is not set: the corpora beside it are read at test time only")
    return folder


def _payloads(place: Path) -> Iterator[str]:
    if place.is_dir():
        for file in sorted(place.rglob("*.txt")):
            yield from file.read_text(encoding="utf-8", errors="replace").splitlines()
        return
    for entry in json.loads(place.read_text(encoding="utf-8")):
        yield entry["payload"] if isinstance(entry, dict) else entry


@pytest.mark.parametrize("corpus", CORPORA, ids=CORPORA.values())
def test_nothing_from_the_data_runs(opened: Callable[..., Page], corpus: str) -> None:
    place = _corpora() / corpus
    if not place.exists():
        pytest.skip(f"the corpus {corpus} is not here")
    payloads = [text for text in _payloads(place) if text.strip()]
    assert len(payloads) > 100
    endless = cycle(payloads)
    company = replace(sample.Company(), customers=400)
    drawn = sample.sample_map(company)
    for _ in range(0, len(payloads), 95):
        page = sample.renamed(sample.page_of(drawn), lambda _name: next(endless))
        tab = opened(page, address="#open=pain4")
        assert tab.evaluate("document.scripts.length") == 2
        assert tab.locator("iframe,object,embed,img,video,form[action],a[href],base").count() == 0
        tab.close()
