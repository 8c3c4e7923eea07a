"""The ways to cut what a finding was counted from: by clock, month, device, channel, topic and what profiles tell."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.model.measurement import Measurement
from resa.understand.array import Codes, Flags, Floats
from resa.understand.conversion import profile_texts
from resa.understand.figure import Grounds
from resa.understand.history import FieldSource, Texts, text_codes
from resa.understand.material import Material, answer_months, month_labels, month_places
from resa.understand.observation import Measure

LEAST = 30
"""A slice holds at least so many observations, and so does the rest."""

MOST_PROFILE_VALUES = 8
MOST_TOPICS = 40
_SAMPLE = 2000
_FOR_SURE = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What a finding was counted from, one entry an observation.

    `figures` are ones and zeros for a "share". `at` (n,) is the interaction or the answer that was observed, as `of`
    tells, and `customer` whose it is, -1 where unknown. `seconds` is when it began, where that is not when it was
    observed: a parcel is late from the day it was ordered. `width` of the scale, where a mean is of scores. `is_final`
    says that what was observed is all that happened since, so that months can't be compared: the newest had the least
    time. `own` are further facets that only these observations have.
    """

    kind: Literal["share", "mean", "median"]
    figures: Floats
    at: Codes
    customer: Codes
    measure: Measure
    of: Literal["interaction", "answer"] = "interaction"
    is_high_bad: bool = True
    seconds: Codes | None = None
    width: float = 1.0
    is_final: bool = False
    own: tuple["Facet", ...] = ()

    def measured(self, kept: Flags, grounds: Grounds) -> Measurement:
        """Returns the figure of the observations that are kept."""
        return self.measure(self.figures[kept], grounds)


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One field of each observation: `names[code]`, -1 where unknown; of two fields where `and_field` is given.

    An empty name is the rest to hold another against, never a slice itself.
    """

    field: str
    names: tuple[str, ...]
    codes: Codes
    and_field: str | None = None
    and_names: tuple[str, ...] = ("",)

    def labels(self, code: int) -> tuple[str, str | None]:
        """Returns what a code stands for, in the first and in the second field."""
        first, second = divmod(code, len(self.and_names))
        return self.names[first], self.and_names[second] if self.and_field else None


@dataclass(frozen=True, eq=False)
class Traits:
    """What profiles tell of customers and lines of orders, read once for all the views of a map, which `whole` is."""

    source: FieldSource
    whole: Material

    @cached_property
    def by_customer(self) -> dict[str, Texts]:
        """The profile fields with two to eight values, of each customer code; fields of many values tell no slice.

        Fields that restate who reached the goal, such as a level that begins with the first order, are left out: that
        those without an order did not order tells nothing.
        """
        table = self.source.table("profiles")
        if not table.num_rows:
            return {}
        told = table["properties"].slice(0, _SAMPLE).to_pylist()
        names = sorted({key for one in told for key, text in one or () if text})
        owners = np.arange(int(np.asarray(table["customer"]).max()) + 1)
        found = {name: profile_texts(self.source, name=name, customer=owners) for name in names}
        return {
            name: texts
            for name, texts in found.items()
            if 2 <= len(np.unique(texts.codes[texts.codes >= 0])) <= MOST_PROFILE_VALUES and not self._restates(texts)
        }

    @cached_property
    def lines(self) -> pa.Table:
        """The lines of all orders."""
        return self.source.table("lines")

    @cached_property
    def product_names(self) -> dict[str, str]:
        """What the lines call each product: the column of words that is always the same for one product."""
        sample = self.lines.slice(0, _SAMPLE)
        by_column: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for product, told in zip(sample["product"].to_pylist(), sample["properties"].to_pylist(), strict=True):
            for column, text in told or ():
                if product and text and any(one.isalpha() for one in text):
                    by_column[column][product].add(text)
        steady = {
            column: {product: min(texts) for product, texts in found.items()}
            for column, found in by_column.items()
            if all(len(texts) == 1 for texts in found.values())
        }
        return max(steady.values(), key=lambda found: (len(set(found.values())), len(found)), default={})

    def _restates(self, texts: Texts) -> bool:
        """Says whether some value tells for sure that its customers did or did not reach the goal."""
        history = self.whole.history
        owners = history.partition.customer.astype(np.int64)
        known = owners < len(texts.codes)
        codes = np.where(known, texts.codes[np.where(known, owners, 0)], -1)
        has_goal = (self.whole.first_goal >= 0).astype(np.float64)
        n = np.bincount(codes[codes >= 0], minlength=1)
        share = np.bincount(codes[codes >= 0], weights=has_goal[codes >= 0], minlength=1) / np.maximum(n, 1)
        sure = (share <= 1 - _FOR_SURE) | (share >= _FOR_SURE)
        return bool((sure & (n >= LEAST)).any() and not sure[n >= LEAST].all())

    def of(self, customer: Codes) -> Iterator[Facet]:
        """Returns what is known of these customers, -1 being nobody."""
        for name, texts in self.by_customer.items():
            known = (customer >= 0) & (customer < len(texts.codes))
            codes = np.where(known, texts.codes[np.where(known, customer, 0)], -1)
            yield Facet(f"profile.{name}", texts.names, codes)


def facets(counted: Counted, *, seen: Material, traits: Traits) -> list[Facet]:
    """Returns every way to cut these observations that has two parts of `LEAST` or more, pairs of fields last."""
    plain = [*_times(counted, seen), *_places(counted, seen), *traits.of(counted.customer), *counted.own]
    worth = [one for one in plain if _parts(one) >= 2]
    months = next((one for one in worth if one.field == "month"), None)
    return worth if months is None else [*worth, *(_pair(one, months) for one in worth if _is_kind(one))]


def property_facets(source: FieldSource, *, rows: Codes) -> tuple[Facet, ...]:
    """Returns the columns of these records that nobody mapped, where they have two to eight different texts."""
    told = source.fields(rows, names=("properties",))["properties"]
    names = sorted({key for one in told.slice(0, _SAMPLE).to_pylist() for key, text in one or () if text})
    found = [(name, text_codes(pc.map_lookup(told, name, "last"))) for name in names]
    return tuple(
        Facet(f"property.{name}", texts.names, texts.codes)
        for name, texts in found
        if 2 <= len(texts.names) <= MOST_PROFILE_VALUES
    )


def weekday_of(seconds: Codes, *, hour: Codes) -> Codes:
    """Returns 0 for Monday to 6 of each instant, on the customer's own day where the hour of that day is known.

    >>> weekday_of(np.array([1767655800, 1767655800]), hour=np.array([0, -1])).tolist()  # Monday 23:30 UTC
    [1, 0]
    """
    ahead = (hour - seconds // 3600 % 24 + 12) % 24 - 12
    local = seconds + np.where(hour < 0, 0, ahead * 3600)
    found: Codes = (local // 86_400 + 3) % 7  # the epoch began on a Thursday
    return found


def _times(counted: Counted, seen: Material) -> Iterator[Facet]:
    months = () if counted.is_final else month_labels(seen.months)
    if counted.of == "answer":  # answered days later: their weekday says nothing of what they are about
        yield Facet("month", months, answer_months(seen.answers, months=seen.months, zone=seen.zone)[counted.at])
        return
    at = counted.at
    if counted.seconds is not None:
        nowhere = np.full(len(at), -1)
        yield Facet("month", months, month_places(counted.seconds, months=seen.months, zone=seen.zone))
        yield Facet("weekday", tuple("1234567"), weekday_of(counted.seconds, hour=nowhere))
        return
    hour = seen.fields.hour[seen.history.origin_at[at]]
    yield Facet("month", months, seen.month[at] if months else np.full(len(at), -1))
    yield Facet("weekday", tuple("1234567"), weekday_of(seen.history.seconds[at], hour=hour))
    yield Facet("hour", tuple(str(one) for one in range(24)), hour)


def _places(counted: Counted, seen: Material) -> Iterator[Facet]:
    if counted.of == "answer":
        yield Facet("channel", seen.answers.channel.names, seen.answers.channel.codes[counted.at])
        return
    places = seen.history.dictionary.places
    devices = tuple(sorted({place.device for place in places} - {""}))
    number = {device: at for at, device in enumerate(devices)}
    of_place = np.array([number.get(place.device, -1) for place in places], np.int64)
    yield Facet("device", devices, of_place[seen.history.partition.place[counted.at].astype(np.int64)])
    yield Facet("channel", seen.channels, seen.channel[counted.at])
    topics = seen.fields.topic
    if len(topics.names) <= MOST_TOPICS:
        yield Facet("topic", topics.names, topics.codes[seen.history.origin_at[counted.at]])


def _parts(one: Facet) -> int:
    counts = np.bincount(one.codes[one.codes >= 0], minlength=1)
    return int((counts >= LEAST).sum())


def _is_kind(one: Facet) -> bool:
    return one.field in ("device", "channel") or one.field.startswith("profile.")


def _pair(one: Facet, months: Facet) -> Facet:
    known = (one.codes >= 0) & (months.codes >= 0)
    codes = np.where(known, one.codes * len(months.names) + months.codes, -1)
    return Facet(one.field, one.names, codes, and_field=months.field, and_names=months.names)
