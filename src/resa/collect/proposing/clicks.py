"""Clicks on pages: which columns say where on a page somebody clicked, and on what."""

import numpy as np
import pyarrow.compute as pc

from resa.collect.proposing.findings import Findings
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.words import squeezed, word_set, words_of
from resa.collect.spec import Click, Origin

_SURE = 0.9
"""Single letters and words such as `target` are taken by their whole name only."""

_SELECTOR = r"^[a-z][\w-]*$|[#.\[>/]|^[a-z]+(-[a-z]+)+$"
_FEW = 5_000
_GENERIC = word_set(
    "click clicks tap press klick klikk klik view pageview screenview visning sidvisning sidevisning scroll submit "
    "change input focus hover autocapture rageclick"
)
_COUNT = word_set("clicks count value taps klick klik klikk antal antall total")
_AMBIGUOUS = frozenset({"target", "element", "elementname", "css"})


def click(findings: Findings) -> Click | None:
    """Returns where clicks lie, None where no column tells; columns it uses are taken.

    A position is proven by two columns of numbers and what bounds them: a width, or numbers of 0 to 1. The height of
    the page is used where it is told; that of the window is not, since pages scroll.
    """
    x, y = (_figure(findings, f"click_{axis}") for axis in "xy")
    has_both = x is not None and y is not None
    width = _figure(findings, "page_width") if has_both else None
    position = (x, y) if x and y and (width or (_is_share(x) and _is_share(y))) else None
    met = _element(findings, is_sure=position is not None)
    if position is None and met is None:
        return None
    height = _figure(findings, "page_height") if width else None
    page = next(iter(findings.ranked("page", fits=lambda one: one.roles["page"] >= _SURE and not one.is_prose)), None)
    used = {"x": x, "y": y, "width": width, "height": height} if position else {}
    used |= {"page": page, "element": met}
    told = {name: one for name, one in used.items() if one is not None}
    for name, one in told.items():
        findings.taken.add(one.name)
        findings.reason(f"click.{name}", one.name, _SURE, f"where on a page it was, e.g. {', '.join(one.samples())}")
    return Click(**{name: Origin(column=one.name) for name, one in told.items()})


def are_generic(events: Portrait) -> bool:
    """Says whether a column names only what people do on any page: clicks, views and the like."""
    return {squeezed(text) for text in events.distinct.to_pylist()} <= _GENERIC


def are_sums(findings: Findings) -> bool:
    """Says whether a file counts clicks by element or place rather than telling single ones."""
    has_place = all(findings.ranked(f"click_{axis}") for axis in "xy") or _element(findings, is_sure=False) is not None
    return has_place and any(_COUNT & set(words_of(name)) for name in findings.portraits)


def _figure(findings: Findings, role: str) -> Portrait | None:
    return next(iter(findings.ranked(role, fits=lambda one: one.decimal == "." and one.roles[role] >= _SURE)), None)


def _is_share(one: Portrait) -> bool:
    return bool(len(one.numbers) > 1 and one.numbers.min() >= 0 and one.numbers.max() <= 1)


def _element(findings: Findings, *, is_sure: bool) -> Portrait | None:
    """Returns the column of what was clicked; a name that means other things too needs selectors, or a position."""
    for one in findings.ranked("element", fits=lambda one: one.roles["element"] >= _SURE and not one.is_prose):
        looks = float(np.asarray(pc.match_substring_regex(one.distinct, _SELECTOR)).mean())
        needed = 0.8 if squeezed(one.name) in _AMBIGUOUS and not is_sure else 0.2 if is_sure else 0.5
        if one.decimal is None and len(one.distinct) <= _FEW and looks >= needed:
            return one
    return None
