"""What saved pages tell about checks: phones, forms, the call to act, ways to pay, trust and what is unsafe.

Limits that no standard sets (how many fields are many, how far down a call to act may stand) are rules of thumb: they
make something worth a look, never a fault.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from resa.mapping.catalogue import Catalogue
from resa.mapping.placement import placement
from resa.model.stage import UNPLACED
from resa.understand.checking.check import Check, Verdict, unknown
from resa.understand.checking.page import Field, Page
from resa.understand.checking.pageword import PAYMENTS, TRUST

MANY_FIELDS = 9
"""From so many fields on, a form is worth a look; eight are enough to order and have it delivered."""

LATE_CALL, LATE_LETTERS = 0.5, 600
"""A first call to act behind more of the page's text than this, and so many letters, is worth a look."""

_LOOKED_AT = (
    ("phone_viewport", "phone"), ("form_fields", "form"), ("form_labels", "form"), ("form_filling", "form"),
    ("form_keyboards", "form"), ("payment_named", "payment"), ("call_place", "call"), ("trust_links", "trust"),
    ("secure_address", "trust"), ("secure_parts", "trust"),
)  # fmt: skip
_NEEDED = ("terms", "returns", "contact", "privacy")
_BLOCKS_ZOOM = re.compile(r"user-scalable\s*=\s*(no|0)|maximum-scale\s*=\s*(0|1)(\.0*)?\b(?!\.[1-9])")


def page_checks(pages: Sequence[Page], *, catalogue: Catalogue) -> list[Check]:
    """Returns every check of every page; where there is no page, what one would tell."""
    if not pages:
        return [unknown(check, area=area, bring="page") for check, area in _LOOKED_AT]
    return [placed for page in pages for placed in _placed(page, catalogue=catalogue)]


def _placed(page: Page, *, catalogue: Catalogue) -> Iterator[Check]:
    """Yields the checks of a page, at the touchpoint whose name it goes by, else at the stage its words speak of."""
    spoken = [_plain(one) for one in (page.name.rsplit(".", 1)[0], page.address.split("?")[0], page.title)]
    own = sorted(catalogue.touchpoints, key=lambda one: one.channel != "web")
    named = (one for words in spoken for one in own if words and _plain(one.name) in (words, words.split("/")[-1]))
    entry = next(named, None)
    stages = [stage.id for stage in catalogue.stages]
    stage = entry.placement.stage if entry else placement(" ".join(spoken), channel="web", stages=stages).stage
    for check in _checks(page):
        yield replace(
            check,
            at=page.name,
            touchpoint=entry.id if entry else None,
            stage=None if stage == UNPLACED else stage,
        )


def _plain(name: str) -> str:
    """Returns a name as it is compared: small letters, single spaces, no hyphens."""
    return " ".join(re.sub(r"https?://[^/]*|[-_]", " ", name.casefold()).split()).strip("/ ")


def _checks(page: Page) -> Iterator[Check]:
    yield _viewport(page)
    yield from _form(page)
    yield _payments(page)
    yield _call(page)
    yield _trust(page)
    yield _address(page)
    yield _parts(page)


def _viewport(page: Page) -> Check:
    """A page without a viewport is shrunk on a phone; one that forbids zooming shuts people out.

    Source: W3C, "Web Content Accessibility Guidelines 2.2", 2023, 1.4.4.
    """
    told = (page.viewport or "").lower()
    blocks = bool(_BLOCKS_ZOOM.search(told))
    says = ("no_zoom",) if blocks else () if "width" in told else ("no_viewport",)
    return Check("phone_viewport", "phone", "fault" if says else "fine", "page", says=says, cause="drop_off")


def _form(page: Page) -> Iterator[Check]:
    """The form with the most fields: how many, and whether each can be told, filled in and typed.

    Source: W3C, "Web Content Accessibility Guidelines 2.2", 2023, 3.3.2 (labels), 1.3.5 (purpose of fields).
    """
    form = page.form
    if not form:
        yield from (unknown(check, area="form", bring="page_with_form") for check, area in _LOOKED_AT if area == "form")
        return
    required = sum(one.is_required for one in form)
    yield Check(
        "form_fields", "form", "look" if len(form) >= MANY_FIELDS else "fine", "page", found=float(len(form)),
        unit="count", says=(f"required:{required}",), cause="drop_off",
    )  # fmt: skip
    yield _faulty(
        "form_labels", [one for one in form if not one.has_label and one.kind != "radio"], form, worst="fault"
    )
    personal = [one for one in form if one.is_personal and one.kind not in ("checkbox", "radio")]
    closed = [one for one in personal if one.autocomplete in ("", "off", "false")]
    yield _faulty("form_filling", closed, personal, worst="look")
    yield _faulty("form_keyboards", [one for one in form if not one.is_typed_for], form, worst="look")


def _faulty(check: str, faulty: Sequence[Field], of: Sequence[Field], *, worst: Verdict) -> Check:
    names = tuple(one.name.split(" ")[0] for one in faulty if one.name)[:6]
    verdict: Verdict = worst if faulty else "fine"
    return Check(
        check,
        "form",
        verdict,
        "page",
        found=float(len(faulty)),
        unit="count",
        among=len(of),
        says=names,
        cause="drop_off",
    )


def _payments(page: Page) -> Check:
    number = len(page.payments)
    if not number:
        return unknown("payment_named", area="payment", bring="page_with_payment")
    verdict: Verdict = "fine" if number > 1 else "look"
    return Check("payment_named", "payment", verdict, "page", found=float(number), unit="count", among=len(PAYMENTS),
                 says=tuple(f"pay:{one}" for one in page.payments), cause="drop_off")  # fmt: skip


def _call(page: Page) -> Check:
    check = Check("call_place", "call", "fine", "page", unit="share", found=page.call_share, cause="drop_off")
    if page.call is None:
        return replace(check, verdict="look", says=("no_call",))
    is_late = (page.call_share or 0) > LATE_CALL and (page.call_letters or 0) > LATE_LETTERS
    return replace(check, verdict="look" if is_late else "fine", says=(page.call,))


def _trust(page: Page) -> Check:
    missing = tuple(f"missing:{one}" for one in _NEEDED if one not in page.trust)
    return Check("trust_links", "trust", "look" if missing else "fine", "page", found=float(len(page.trust)),
                 unit="count", among=len(TRUST), says=(*(f"link:{one}" for one in page.trust), *missing),
                 cause="drop_off")  # fmt: skip


def _address(page: Page) -> Check:
    """Whether what people fill in is sent where nobody else can read it."""
    open_to = tuple(one for one in page.actions if one.lower().startswith("http://"))
    check = Check("secure_address", "trust", "fine", "page", cause="drop_off")
    if open_to or page.address.lower().startswith("http://"):
        return replace(check, verdict="fault", says=(*open_to, *([page.address] if not open_to else []))[:3])
    if page.address.lower().startswith("https://") or any(one.lower().startswith("https://") for one in page.actions):
        return check
    return unknown("secure_address", area="trust", bring="page_address")


def _parts(page: Page) -> Check:
    verdict: Verdict = "fault" if page.unsafe else "fine"
    return Check("secure_parts", "trust", verdict, "page", found=float(len(page.unsafe)), unit="count",
                 says=page.unsafe[:3], cause="drop_off")  # fmt: skip
