"""A written page needs nothing but itself, and nothing in it but our own script can run."""

import json
import re

import pytest
import sample

from resa.mapping.export import html
from resa.mapping.export.html import content_policy, embedded_json, write_html

HOSTILE = ("</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029", "&lt;b&gt;", "\"'`=/\\")


def _embedded(document: str) -> str:
    found = re.search(r'<script type="application/json" id="map-page">(.*?)</script>', document, re.DOTALL)
    assert found
    return found[1]


def test_the_map_comes_back_out_of_the_page_unchanged() -> None:
    page = sample.renamed(sample.small_page(), lambda name: name + "".join(HOSTILE))
    names = {mark["name"] for mark in json.loads(_embedded(write_html(page)))["views"][0]["map"]["touchpoints"]}
    assert names == {mark.name for mark in page.views[0].map.touchpoints}


def test_no_text_of_the_data_can_end_its_element() -> None:
    page = sample.renamed(sample.small_page(), lambda name: name + "".join(HOSTILE))
    assert not set("<>&\u2028\u2029") & set(embedded_json(page))


def test_the_page_asks_for_nothing() -> None:
    document = write_html(sample.sample_page())
    assert re.findall(r'(?:src|href)\s*=\s*["\']?(?!data:)[a-z]+:', document) == []
    assert "default-src 'none'" in document
    assert "unsafe" not in html.content_policy(script="", style="")


def test_the_policy_names_the_script_by_its_hash() -> None:
    # echo -n "" | openssl dgst -sha256 -binary | base64
    assert "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in content_policy(script="", style="x")


@pytest.mark.parametrize(("language", "word"), [("en", "allow"), ("sv", "tillåt"), ("da", "tillad"), ("nb", "tillat")])
def test_without_scripts_it_says_so_in_its_language(language: str, word: str) -> None:
    assert word in write_html(sample.page_of(sample.small_page().views[0].map, language=language))


def test_the_page_stays_small() -> None:
    empty = write_html(sample.empty_page())
    assert len(empty.encode()) < 400_000
