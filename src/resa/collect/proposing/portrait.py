"""What a column looks like: how full it is, how varied, and what its texts are."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.amount import numbers
from resa.collect.proposing.timeform import TimeForm, time_form
from resa.collect.proposing.words import roles_of, word_set
from resa.collect.sheet import Sheet

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s.]+$"
_PHONE = r"^\+?[\d\s\-./()]{7,20}$"
_CLOCK = r"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"
_CODE = r"^[A-Za-z0-9][\w.\-:/]*$"


@dataclass(frozen=True)  # noqa: RUF100 - slots would forbid the cached properties below
class Portrait:
    """One column of the sample; figures are shares (0 to 1) of its filled texts unless said otherwise."""

    name: str
    sheet: Sheet = field(repr=False, compare=False)

    @cached_property
    def texts(self) -> pa.Array:
        """The filled texts."""
        return pc.drop_null(self.sheet.text(self.name))

    @cached_property
    def distinct(self) -> pa.Array:
        """The different texts, in order of appearance."""
        return pc.unique(self.texts)

    @cached_property
    def roles(self) -> dict[str, float]:
        """What the name speaks for."""
        return roles_of(self.name)

    @cached_property
    def filled_share(self) -> float:
        """The share of the rows that have a text."""
        return len(self.texts) / self.sheet.n if self.sheet.n else 0.0

    @cached_property
    def is_unique(self) -> bool:
        """Whether every row has a text and none has another's."""
        return self.filled_share == 1 and len(self.distinct) == len(self.texts)

    @cached_property
    def is_typed_time(self) -> bool:
        """Whether the format says that these are times."""
        raw = self.sheet.raw(self.name)
        return bool(pa.types.is_timestamp(raw.type) or pa.types.is_date(raw.type))

    @cached_property
    def time_form(self) -> TimeForm | None:
        """How its times are written, None where these are no times."""
        if self.is_typed_time:
            return TimeForm("iso", has_clock=True)
        raw = self.sheet.raw(self.name)
        if pa.types.is_floating(raw.type):
            return None
        return time_form(self.texts, is_named_time=bool(self.roles.keys() & _TIME_ROLES))

    @cached_property
    def email_share(self) -> float:
        """The share of e-mail addresses."""
        return self._share(_EMAIL)

    @cached_property
    def phone_share(self) -> float:
        """The share of what could be phone numbers."""
        return self._share(_PHONE)

    @cached_property
    def clock_share(self) -> float:
        """The share of times of day or durations such as `13:45:00`."""
        return self._share(_CLOCK)

    @cached_property
    def code_share(self) -> float:
        """The share of texts without spaces, as identifiers are."""
        return self._share(_CODE)

    @cached_property
    def decimal(self) -> str | None:
        """The decimal sign with which at least 98 % are numbers, None where they are none."""
        for sign in (".", ","):
            read = numbers(self.distinct, decimal=sign)
            if len(self.distinct) and read.is_fault.mean() <= 0.02 and self._fits_decimal(sign):
                return sign
        return None

    @cached_property
    def numbers(self) -> Any:
        """The numbers among the different texts."""
        read = numbers(self.distinct, decimal=self.decimal or ".").numbers
        return read[~np.isnan(read)]

    @cached_property
    def mean_length(self) -> float:
        """How many letters a text has."""
        return float(pc.mean(pc.utf8_length(self.texts)).as_py() or 0)

    @cached_property
    def is_prose(self) -> bool:
        """Whether these are sentences."""
        spaces = pc.mean(pc.cast(pc.count_substring(self.texts, " "), pa.float64())).as_py() or 0
        return self.mean_length > 25 and spaces >= 3 and len(self.distinct) > 0.3 * len(self.texts)

    def samples(self, most: int = 3) -> tuple[str, ...]:
        """Returns a few different texts, cut to 60 letters."""
        return tuple(str(text)[:60] for text in self.distinct[:most].to_pylist())

    def _share(self, pattern: str) -> float:
        if not len(self.distinct):
            return 0.0
        return float(np.asarray(pc.match_substring_regex(self.distinct, pattern)).mean())

    def _fits_decimal(self, sign: str) -> bool:
        """Tells `1,234` with a thousands comma from `1,5`: thousands come in threes."""
        other = "," if sign == "." else "."
        odd = pc.match_substring_regex(self.distinct, rf"{re.escape(other)}\d{{1,2}}$|{re.escape(other)}\d{{4,}}")
        return float(np.asarray(odd).mean()) <= 0.02


_TIME_ROLES = word_set(
    "time received birth sent delivered opened read clicked answered unsubscribed bounced failed placed "
    "paid shipped returned cancelled first_answer ended"
)
