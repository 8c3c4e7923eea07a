"""Everything customers said, gathered from every source: with score, words, language, place, time and who said it.

One survey answered is one saying, however many questions it held; what a saying repeats elsewhere counts once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.store.port import Engine, Scope
from resa.store.schema import ANSWERS
from resa.understand.array import Codes
from resa.understand.history import Texts, text_codes
from resa.understand.told import Answers, answers_in, kept_answers

_SHARED = ("record", "part", "subject", "time", "score", "score_low", "score_high", "channel", "text", "language",
           "properties", "customer", "source", "segment_id")  # fmt: skip

_WORDS = r"""[^\pC\pZ\pM\s\p{Pd}._,/'"…\x{115F}\x{1160}\x{2800}\x{3164}]"""
"""A sign that says something: no space, whatever its width, and none of those that fill a field left empty."""


class Spoken(Protocol):
    """Hands out what was said."""

    def table(self, name: str) -> pa.Table:
        """Returns a yielded table ("answers", "competitors") with `customer`, `source` and `segment_id`."""

    def spoken(self) -> pa.Table:
        """Returns the interactions in which customers say something in words."""


@dataclass(frozen=True, eq=False)
class Wordings:
    """The different texts, each once, with the language that its source states of it, None where it states none."""

    texts: tuple[str, ...]
    languages: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, eq=False)
class Feedback:
    """Rows of what was said: an entry for each answer, review, ticket, chat, note or mention.

    `saying` numbers what was said at once: the answers of one survey share a number. `wording` is the place of each
    row's words in `wordings`, -1 where there are none. `is_read` marks the rows whose words count: each text of a
    saying once. `company` is whom a row is about, unknown for ours.
    """

    said: Answers
    saying: Codes
    wordings: Wordings
    wording: Codes
    is_read: NDArray[np.bool_]
    company: Texts

    def __len__(self) -> int:
        return len(self.saying)

    def where(self, kept: NDArray[np.bool_]) -> "Feedback":
        """Returns the rows that are kept; the texts stay, so that what was read of them still fits."""
        at = np.flatnonzero(kept)
        return Feedback(
            self.said.where(kept), self.saying[at], self.wordings, self.wording[at],
            _first_with_words(self.saying[at], self.wording[at]), self.company.taken(at),
        )  # fmt: skip

    def among(self, texts: NDArray[np.bool_]) -> "Feedback":
        """Returns the same without the words of those texts that are not among `texts`, one flag each."""
        wording = np.where(np.append(texts, False)[self.wording], self.wording, -1)
        return replace(self, wording=wording, is_read=_first_with_words(self.saying, wording))

    @cached_property
    def sayings(self) -> int:
        """How many times somebody said something."""
        return len(np.unique(self.saying))

    @cached_property
    def has_feeling(self) -> NDArray[np.bool_]:
        """Which rows have a score that says how somebody felt."""
        return ~np.isnan(self.said.feelings)


def feedback(source: Spoken, *, catalogue: Catalogue) -> Feedback:
    """Returns everything said about ourselves; costs a reading of the columns that hold words."""
    answered, spoken = _worded(source.table("answers")), _worded(source.spoken())
    table = _joined(answered, _unanswered(spoken, answered=answered))
    return _feedback(table, catalogue=catalogue, company=Texts((), np.full(table.num_rows, -1, np.int64)))


def said_of_others(source: Spoken, *, catalogue: Catalogue) -> Feedback:
    """Returns what was said about other companies, which never counts as ours."""
    table = _worded(source.table("competitors"))
    company = text_codes(table["company"])
    return _feedback(_joined(table.drop_columns("company"), None), catalogue=catalogue, company=company)


def kept_feedback(every: Feedback, *, engine: Engine, scope: Scope) -> Feedback:
    """Returns what the scope's filter keeps, by the rules that hold for answers (`told`)."""
    if scope.where is None:
        return every
    kept = kept_answers(every.said, engine=engine, scope=scope)
    flags = np.zeros(len(every), np.bool_)
    flags[np.searchsorted(every.said.rows, kept.rows)] = True
    return every.where(flags)


def _feedback(table: pa.Table, *, catalogue: Catalogue, company: Texts) -> Feedback:
    saying = _sayings(table)
    wordings, wording = _wordings(table)
    is_read = _first_with_words(saying, wording)
    return Feedback(answers_in(table, catalogue=catalogue), saying, wordings, wording, is_read, company)


def _worded(table: pa.Table) -> pa.Table:
    """Returns a table in which a text that says nothing is none."""
    texts = table["text"].cast(pa.string())
    column = pc.if_else(pc.match_substring_regex(texts, _WORDS), texts, pa.scalar(None, pa.string()))
    return table.set_column(table.column_names.index("text"), "text", column)


def _joined(answered: pa.Table, spoken: pa.Table | None) -> pa.Table:
    """Returns answers, then what was said otherwise, in one table."""
    names = [*ANSWERS.names, "customer", "source", "segment_id"]
    parts = [answered.select(names), *([] if spoken is None else [spoken.select(names)])]
    return pa.concat_tables([_texts_plain(part) for part in parts], promote_options="permissive").combine_chunks()


def _texts_plain(table: pa.Table) -> pa.Table:
    columns = [one.cast(pa.string()) if pa.types.is_dictionary(one.type) else one for one in table.columns]
    return pa.table(columns, names=table.column_names)


def _unanswered(spoken: pa.Table, *, answered: pa.Table) -> pa.Table:
    """Returns the interactions with words whose record yields no answer with words, as answers to no question."""
    told = answered.filter(pc.is_valid(answered["text"]))
    known = np.unique(_record_keys(told))
    left = spoken.filter(pa.array(~np.isin(_record_keys(spoken), known))).filter(pc.field("text").is_valid())
    n = left.num_rows
    columns = {name: left[name] for name in _SHARED if name in left.column_names}
    columns |= {
        "question": left["name"],
        "metric": pa.array(["other"] * n, pa.string()),
        "is_answer": pc.is_valid(left["score"]),
        "code": pa.nulls(n, pa.string()),
        "touchpoint": left["name"],
    }
    return pa.table(columns)


def _record_keys(table: pa.Table) -> Codes:
    segment, record = (table[name].to_numpy().astype(np.int64) for name in ("segment_id", "record"))
    return np.asarray((segment << 40) + record)


def _sayings(table: pa.Table) -> Codes:
    return np.unique(_record_keys(table), return_inverse=True)[1].reshape(-1).astype(np.int64)


def _wordings(table: pa.Table) -> tuple[Wordings, Codes]:
    found = text_codes(pc.utf8_trim_whitespace(table["text"].cast(pa.string())))
    languages = text_codes(table["language"].cast(pa.string()))
    stated = np.full(len(found.names), -1, np.int64)
    at = np.flatnonzero((found.codes >= 0) & (languages.codes >= 0))
    stated[found.codes[at]] = languages.codes[at]
    told = tuple(languages.names[one] if one >= 0 else None for one in stated.tolist())
    return Wordings(found.names, told), found.codes


def _first_with_words(saying: Codes, wording: Codes) -> NDArray[np.bool_]:
    at = np.flatnonzero(wording >= 0)
    pair = saying[at] * (int(wording.max(initial=0)) + 1) + wording[at]
    _, first = np.unique(pair, return_index=True)
    found = np.zeros(len(saying), np.bool_)
    found[at[first]] = True
    return found


def customers_of(found: Feedback, at: Sequence[int] | Codes) -> int:
    """Returns how many different customers said these rows; who is not known is not counted."""
    who = found.said.customer[np.asarray(at, np.int64)]
    return len(np.unique(who[who >= 0]))
