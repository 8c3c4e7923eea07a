"""Identifiers: one form for each kind, placeholders refused, odd numbers kept as text."""

from random import Random

import phonenumbers
import pyarrow as pa
import pytest

from resa.collect.identify import identified, normalised
from resa.collect.phone import _parsed, e164
from resa.collect.sheet import Sheet
from resa.collect.spec import IdentifierRule, SourceSpec


def spec(*rules: IdentifierRule) -> SourceSpec:
    return SourceSpec("s", is_reference=True, identifiers=rules)


def test_s24_placeholders_are_refused_and_counted() -> None:
    texts = ["null", "Guest", "undefined", "0", "[object Object]", "", "gäst", " 17 "]
    found = identified(Sheet(pa.table({"id": texts})), spec=spec(IdentifierRule("id", "login")))
    assert found.identifiers[0][1].to_pylist() == [None] * 7 + ["17"]
    assert found.refused["login", "null"] == 1
    assert sum(found.refused.values()) == 6  # the empty text is nothing, not a placeholder


def test_floats_are_whole_numbers_again() -> None:
    found = identified(Sheet(pa.table({"id": [17850.0, None]})), spec=spec(IdentifierRule("id", "customer_number")))
    assert found.identifiers[0][1].to_pylist() == ["17850", None]


def test_templates_and_mail() -> None:
    rule = IdentifierRule("id", "customer_number", template="C{:08d}")
    assert normalised(pa.array(["1925", "001925", "C00001925", "x1"]), rule=rule, region=None).to_pylist() == [
        "C00001925",
        "C00001925",
        "C00001925",
        "x1",
    ]
    mail = IdentifierRule("m", "email")
    assert normalised(pa.array(["Åsa@Exempel.SE", "mailto:a@b.se"]), rule=mail, region=None).to_pylist() == [
        "åsa@exempel.se",
        "a@b.se",
    ]


def test_an_invalid_number_stays_text_and_matches_itself() -> None:
    rule = IdentifierRule("p", "phone")
    assert normalised(pa.array(["12 34", "12-34"]), rule=rule, region="SE").to_pylist() == ["1234", "1234"]


def test_numbers_are_read_by_the_country_beside_them() -> None:
    table = pa.table({"p": ["53 11 12 65", "073-367 42 28", "0047 412 05 110"], "land": ["DK", "Sverige", "NO"]})
    found = identified(Sheet(table), spec=spec(IdentifierRule("p", "phone", region_column="land")))
    assert found.identifiers[0][1].to_pylist() == ["+4553111265", "+46733674228", "+4741205110"]


@pytest.mark.parametrize("region", ["SE", "DK", "NO", "FI", "US", "GB", "DE", "NL", "IT"])
def test_the_quick_way_equals_the_full_parser(region: str) -> None:
    rng = Random(region)
    texts = [_written(region, rng) for _ in range(300)]
    assert e164(pa.array(texts), region=region).to_pylist() == [_parsed(text, region) for text in texts]


def _written(region: str, rng: Random) -> str:
    kinds = phonenumbers.PhoneNumberType
    example = phonenumbers.example_number_for_type(region, rng.choice([kinds.MOBILE, kinds.FIXED_LINE]))
    digits = str(example.national_number)[:-4] + "".join(rng.choice("0123456789") for _ in range(4))
    number = phonenumbers.PhoneNumber(country_code=example.country_code, national_number=int(digits))
    formats = phonenumbers.PhoneNumberFormat
    text = phonenumbers.format_number(number, rng.choice([formats.NATIONAL, formats.INTERNATIONAL, formats.E164]))
    match rng.randrange(8):
        case 0:
            return text.replace("+", "00").replace(" ", "")
        case 1:
            return text.replace("+", "")
        case 2:
            return text[:-1]
        case 3:
            return f"{text} ext 3"
        case _:
            return text
