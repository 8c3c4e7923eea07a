"""Phone numbers in their one international form (E.164), a column at a time.

Most numbers are read by the patterns of their region on whole columns; what is left (extensions, letters, numbers of
other regions) goes through the full parser, once per distinct text. Both agree: a test holds them together.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_SIGNS = r"[\s\-./()\x{a0}\x{2010}-\x{2015}]"
_KINDS = ("fixed_line mobile toll_free premium_rate shared_cost voip personal_number pager uan voicemail").split()


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the numbers of one region are written."""

    code: str
    trunk: str
    general: str
    valid: str
    leading: str
    abroad: str


def e164(texts: pa.Array, *, region: str | None) -> pa.Array:
    """Returns each number as `+` and digits, null where it is not a valid number.

    `region` (ISO, two letters) reads national numbers; without it only international ones can be read.

    >>> e164(pa.array(["070-174 06 05", "+45 32 12 34 56", "12"]), region="SE").to_pylist()
    ['+46701740605', '+4532123456', None]
    """
    cleaned = pc.replace_substring_regex(texts, _SIGNS, "")
    plan = _plan(region.upper()) if region else None
    fast = _by_plan(cleaned, plan) if plan else pa.nulls(len(texts), pa.string())
    left = pc.and_(pc.is_valid(texts), pc.is_null(fast))
    if not pc.any(left).as_py():
        return fast
    rest = pc.dictionary_encode(pc.filter(texts, left))
    parsed = pa.array([_parsed(text, region) for text in rest.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(fast, left, parsed.take(rest.indices))


def _by_plan(cleaned: pa.Array, plan: _Plan) -> pa.Array:
    digits = pc.if_else(pc.match_substring_regex(cleaned, r"^\d{6,15}$"), cleaned, None)
    foreign = pc.replace_substring_regex(cleaned, rf"^{plan.abroad}{plan.code}", "")
    is_own = pc.match_substring_regex(cleaned, rf"^{plan.abroad}{plan.code}[1-9]\d+$")
    national = pc.if_else(is_own, foreign, _national(digits, plan))
    valid = pc.and_(pc.match_substring_regex(national, plan.valid), pc.match_substring_regex(national, plan.leading))
    return pc.if_else(pc.fill_null(valid, False), pc.binary_join_element_wise(f"+{plan.code}", national, ""), None)


def _national(digits: pa.Array, plan: _Plan) -> pa.Array:
    """Takes the trunk prefix off where only the number without it fits; leaves out what could begin with a country code."""
    bare = pc.fill_null(pc.match_substring_regex(digits, plan.general), False)
    if not plan.trunk:
        return pc.if_else(bare, digits, None)
    without = pc.replace_substring_regex(digits, f"^{plan.trunk}", "")
    fits = pc.fill_null(pc.match_substring_regex(without, plan.general), False)
    is_trunked = pc.fill_null(pc.starts_with(digits, plan.trunk), False)
    stripped = pc.if_else(pc.and_(pc.and_(is_trunked, fits), pc.invert(bare)), without, None)
    return pc.if_else(pc.and_(bare, pc.invert(is_trunked)), digits, stripped)


@lru_cache(maxsize=64)
def _plan(region: str) -> _Plan | None:
    from phonenumbers import PhoneMetadata, country_code_for_region

    metadata = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None or metadata.national_prefix_transform_rule:
        return None
    trunk = metadata.national_prefix_for_parsing or ""
    if not re.fullmatch(r"\d*", trunk):
        return None
    descriptions = [getattr(metadata, kind) for kind in _KINDS]
    patterns = [one.national_number_pattern for one in descriptions if one and one.national_number_pattern]
    general = metadata.general_desc.national_number_pattern
    if any("(?!" in pattern or "(?=" in pattern for pattern in (*patterns, general)):
        return None
    code = str(country_code_for_region(region))
    valid = f"^(?:{'|'.join(f'(?:{one})' for one in patterns)})$"
    abroad = r"(?:\+|00)" if metadata.international_prefix == "00" else r"\+"
    return _Plan(code, trunk, f"^(?:{general})$", valid, f"^(?:{metadata.leading_digits or ''})", abroad)


@lru_cache(maxsize=262_144)
def _parsed(text: str, region: str | None) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def valid_share(texts: pa.Array, *, region: str | None) -> float:
    """Returns the share of texts that are valid numbers in the region; 0 where there are none."""
    known = pc.drop_null(texts)
    if not len(known):
        return 0.0
    return float(np.asarray(pc.is_valid(e164(known, region=region))).mean())
