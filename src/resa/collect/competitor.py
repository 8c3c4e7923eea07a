"""Records about other companies are kept apart: they are compared with ours, and never counted among ours."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.draft import Draft, Reading, texts_or
from resa.collect.sheet import plain

KIND = "competitors"
_TAKEN = ("time", "score", "score_low", "score_high", "channel", "text", "language")


def kept_apart(drafts: list[Draft], reading: Reading) -> tuple[list[Draft], NDArray[np.bool_]]:
    """Returns the drafts, with what is about other companies in drafts of its own, and which rows are about ours.

    Of another company only answers are kept, or what has a score or a text; nothing of it counts as a customer's.
    """
    rule = reading.spec.company
    if rule is None:
        return drafts, np.ones(reading.sheet.n, dtype=bool)
    company = plain(texts_or(reading.sheet.origin(rule.name), "", n=reading.sheet.n))
    ours = pa.array(["", *(name.lower() for name in rule.ours)])
    is_ours = np.asarray(pc.is_in(pc.utf8_lower(company), value_set=ours))
    told = [one for one in drafts if one.kind == "answers"] or [
        _as_answer(one, reading) for one in drafts if _says(one)
    ]
    others = [
        replace(one, kind=KIND, applies=one.applies & ~is_ours, columns={**one.columns, "company": company}, once=None)
        for one in told
    ]
    return [*(replace(one, applies=one.applies & is_ours) for one in drafts), *others], is_ours


def _says(draft: Draft) -> bool:
    return draft.kind == "interactions" and bool({"score", "text"} & set(draft.columns))


def _as_answer(draft: Draft, reading: Reading) -> Draft:
    """Returns an interaction with a score or a text as the answer to the question that its name is."""
    n = reading.sheet.n
    columns = {name: draft.columns[name] for name in _TAKEN if name in draft.columns}
    given = columns.get("score", columns.get("text"))
    assert given is not None  # `_says` has looked
    columns |= {"question": draft.columns["name"], "metric": texts_or(None, "other", n=n)}
    return replace(draft, columns={**columns, "is_answer": pc.is_valid(given)})
