"""Identifiers in the one form in which they match: normalised by kind, placeholders refused.

E-mail addresses are lower case, phone numbers international, customer numbers follow their template. A number that is
no valid phone number stays text and still matches itself.
"""

import re
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.country import region_of
from resa.collect.phone import e164
from resa.collect.sheet import Sheet
from resa.collect.spec import IdentifierRule, SourceSpec
from resa.model.identifier import PLACEHOLDERS

_PLACEHOLDERS = pa.array(sorted(PLACEHOLDERS))
_TEMPLATE = re.compile(r"(?P<before>.*)\{(?::0(?P<width>\d+)d)?\}(?P<after>.*)\Z")


@dataclass(frozen=True, slots=True)
class Identified:
    """Identifiers aligned with the rows, (namespace, texts), and how often which text was refused."""

    identifiers: tuple[tuple[str, pa.Array], ...]
    refused: Counter[tuple[str, str]]


def identified(sheet: Sheet, *, spec: SourceSpec, region: str | None = None) -> Identified:
    """Returns what each row says about who it was; null where it says nothing usable.

    `region` is the workspace's default for national phone numbers; the spec's and the rule's go before it.
    """
    refused: Counter[tuple[str, str]] = Counter()
    found = []
    for rule in spec.identifiers:
        texts = sheet.text(rule.column)
        if rule.when:
            texts = pc.if_else(pa.array(sheet.holds(rule.when)), texts, None)
        is_refused = pc.is_in(pc.utf8_lower(texts), value_set=_PLACEHOLDERS)
        if pc.any(is_refused).as_py():
            for count in pc.value_counts(pc.filter(texts, is_refused)).to_pylist():
                refused[rule.namespace, count["values"]] += count["counts"]
            texts = pc.if_else(is_refused, None, texts)
        default = rule.region or spec.region or region
        if rule.region_column is not None:
            found.append((rule.namespace, _by_country(texts, sheet.text(rule.region_column), rule, default)))
        else:
            found.append((rule.namespace, normalised(texts, rule=rule, region=default)))
    return Identified(tuple(found), refused)


def _by_country(texts: pa.Array, countries: pa.Array, rule: IdentifierRule, default: str | None) -> pa.Array:
    """Normalises each country's numbers by its own rules."""
    found = normalised(texts, rule=rule, region=default)
    for country in pc.unique(countries).drop_null().to_pylist():
        region = region_of(country)
        if region is not None:
            mine = pc.fill_null(pc.equal(countries, country), False)
            theirs = normalised(pc.filter(texts, mine), rule=rule, region=region)
            found = pc.replace_with_mask(found, mine, theirs)
    return found


def normalised(texts: pa.Array, *, rule: IdentifierRule, region: str | None) -> pa.Array:
    """Returns trimmed texts in the one form of their namespace.

    >>> rule = IdentifierRule(column="client_id", namespace="customer_number", template="C{:08d}")
    >>> normalised(pa.array(["1925", "C00001925", None]), rule=rule, region=None).to_pylist()
    ['C00001925', 'C00001925', None]
    """
    if rule.template is not None:
        texts = _templated(texts, rule.template)
    if rule.namespace == "email":
        lower = pc.utf8_lower(texts)
        is_link = pc.starts_with(lower, "mailto:")
        return pc.replace_substring(lower, "mailto:", "") if pc.any(is_link).as_py() else lower
    if rule.namespace == "phone":
        numbers = e164(texts, region=region)
        if numbers.null_count == texts.null_count:
            return numbers
        return pc.coalesce(numbers, pc.replace_substring_regex(texts, r"[\s\-./()]", ""))
    return texts


def _templated(texts: pa.Array, template: str) -> pa.Array:
    """Fills whole numbers into the template; other texts stay as they are."""
    found = _TEMPLATE.match(template)
    if found is None:
        return texts
    digits = pc.utf8_ltrim(texts, "0")
    padded = pc.utf8_lpad(digits, int(found["width"] or 0), "0")
    filled = pc.binary_join_element_wise(found["before"], padded, found["after"], "")
    return pc.if_else(pc.match_substring_regex(texts, r"^\d+$"), filled, texts)
