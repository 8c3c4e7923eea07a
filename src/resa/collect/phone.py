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
from numpy.typing import NDArray

from resa.collect.shape import shapes

_NUMBER = re.compile("\\+?(?:[0 \\-./()]|\xc2\xa0|\xe2\x80[\x90-\x95])+")
"""The shape of a number: digits and what parts them; letters outside ASCII are several signs, one a byte."""

_KINDS = [
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the numbers of one region are written."""

    code: str
    trunk: str
    general: str
    valid: str
    leading: str
    abroad: tuple[str, ...]


def e164(texts: pa.Array, *, region: str | None) -> pa.Array:
    """Returns each number as `+` and digits, null where it is not a valid number.

    `region` (ISO, two letters) reads national numbers; without it only international ones can be read.

    >>> e164(pa.array(["070-174 06 05", "+45 32 12 34 56", "12"]), region="SE").to_pylist()
    ['+46701740605', '+4532123456', None]
    """
    coded = pc.dictionary_encode(texts)
    different = coded.dictionary
    plan = _plan(region.upper()) if region else None
    fast = _by_plan(_cleaned(different), plan) if plan else pa.nulls(len(different), pa.string())
    left = pc.is_null(fast)
    if pc.any(left, min_count=0).as_py():
        rest = pc.filter(different, left).to_pylist()
        fast = pc.replace_with_mask(fast, left, pa.array([_parsed(text, region) for text in rest], pa.string()))
    return fast.take(coded.indices)


def _cleaned(texts: pa.Array) -> pa.Array:
    """Returns the texts without the signs that part the digits of a number, null where there is anything else."""
    pieces: list[pa.Array] = []
    order: list[NDArray[np.int64]] = []
    for rows, letters, shape in shapes(texts):
        if _NUMBER.fullmatch(shape):
            kept = [at for at, sign in enumerate(shape) if sign in "0+"]
            order.append(rows)
            pieces.append(_fixed(letters[:, kept]))
    if not pieces:
        return pa.nulls(len(texts), pa.string())
    place = np.full(len(texts), -1, dtype=np.int64)
    place[np.concatenate(order)] = np.arange(sum(len(rows) for rows in order))
    return pa.concat_arrays(pieces).take(pa.array(place, mask=place < 0))


def _fixed(letters: NDArray[np.uint8]) -> pa.Array:
    """Returns texts that are all as long as the rows of letters are wide."""
    n, width = letters.shape
    offsets = np.arange(n + 1, dtype=np.int32) * width
    return pa.StringArray.from_buffers(n, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(letters)))


def _by_plan(cleaned: pa.Array, plan: _Plan) -> pa.Array:
    plus = pc.starts_with(cleaned, "+")
    national = _national(pc.if_else(plus, None, cleaned), plan)
    for prefix in plan.abroad:
        own = prefix + plan.code
        is_own = pc.fill_null(pc.starts_with(cleaned, own), False)
        if pc.any(is_own, min_count=0).as_py():
            national = pc.if_else(is_own, pc.utf8_slice_codeunits(cleaned, len(own)), national)
    valid = pc.match_substring_regex(national, plan.valid)
    if plan.leading:
        valid = pc.and_(valid, pc.match_substring_regex(national, plan.leading))
    return pc.if_else(pc.fill_null(valid, False), pc.binary_join_element_wise(f"+{plan.code}", national, ""), None)


def _national(digits: pa.Array, plan: _Plan) -> pa.Array:
    """Takes the trunk prefix off where only the number without it fits; doubtful numbers are left out."""
    bare = pc.fill_null(pc.match_substring_regex(digits, plan.general), False)
    if not plan.trunk:
        return pc.if_else(bare, digits, None)
    is_trunked = pc.fill_null(pc.starts_with(digits, plan.trunk), False)
    without = pc.utf8_slice_codeunits(pc.if_else(is_trunked, digits, None), len(plan.trunk))
    fits = pc.fill_null(pc.match_substring_regex(without, plan.general), False)
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
    general = metadata.general_desc.national_number_pattern if metadata.general_desc else None
    if general is None:
        return None
    if any("(?!" in pattern or "(?=" in pattern for pattern in (*patterns, general)):
        return None
    code = str(country_code_for_region(region))
    valid = f"^(?:{'|'.join(f'(?:{one})' for one in patterns)})$"
    abroad = ("+", "00") if metadata.international_prefix == "00" else ("+",)
    return _Plan(
        code,
        trunk,
        f"^(?:{general})$",
        valid,
        f"^(?:{metadata.leading_digits})" if metadata.leading_digits else "",
        abroad,
    )


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
