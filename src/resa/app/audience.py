"""Whom a filter can ask for: what is known of customers with how many it holds for, and how many a filter finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.app.permission import Act, Person, require
from resa.app.personal import require_filter
from resa.app.rememberedmap import numbers
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.condition import CUSTOMER_PREFIX, comparisons, parse

FEW = 5
"""What holds for fewer customers than this is not listed: a name or a number of one person is nobody's segment."""

MOST_ANSWERS = 40
MOST_CHOSEN = 15
"""A field with more answers than this that are all numbers or all times is asked by "at least" and "at most"."""


LEAST_ACCOUNTS = 10
FEWEST_AN_ACCOUNT, MOST_AN_ACCOUNT = 1.2, 50
"""Customers of an account on average: of fewer everybody is alone, of more it is a town or a country."""


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """One thing that a field says of customers, and of how many."""

    text: str
    customers: int


@dataclass(frozen=True, slots=True)
class CustomerFact:
    """A field as filters write it, of how many customers it is known, and what it says of them, the most common first.

    Of a `number` or a `time` the ends are told instead.
    """

    field: str
    name: str
    kind: Literal["text", "number", "time"]
    customers: int
    answers: tuple[FactAnswer, ...]
    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """How many customers a filter finds, of how many."""

    customers: int
    of: int


def customer_facts(person: Person, served: ServedWorkspace) -> tuple[CustomerFact, ...]:
    """Returns what profiles tell of many customers, the best known field first; costs a pass over the profiles."""
    require(person, Act.EDIT_MAPS)
    return served.ask(lambda workspace: facts_in(workspace.further.table("profiles")))


def audience(person: Person, served: ServedWorkspace, where: str) -> Audience:
    """Returns how many customers a filter finds; the figures of a map under it are then known as well.

    Raises `ConditionError` and `UnknownNameError` where the filter can't be read.
    """
    require(person, Act.SEE_MAPS)
    require_filter(person, where)
    return served.ask(lambda workspace: _counted(workspace, where))


def _counted(workspace: Workspace, where: str) -> Audience:
    workspace.require_fields(one.field for one in comparisons(parse(where)))
    return Audience(numbers(workspace, where).base.customers, numbers(workspace).base.customers)


def facts_in(profiles: pa.Table) -> tuple[CustomerFact, ...]:
    """Returns the facts of a table of profiles; a customer who was told of twice counts once for each answer."""
    if profiles.num_rows == 0:
        return ()
    facts = [_fact(name, answers) for name, answers in _answers(profiles)]
    known = [one for one in facts if one.answers or one.least is not None]
    return tuple(sorted(known, key=lambda one: (-one.customers, one.name)))


def account_fields(profiles: pa.Table) -> tuple[str, ...]:
    """Returns the fields by which customers may be people of one account: a few of them share each of many answers."""
    if profiles.num_rows == 0:
        return ()
    found = []
    for name, answers in _answers(profiles):
        accounts = pc.count_distinct(answers["text"]).as_py()
        if (
            accounts >= LEAST_ACCOUNTS
            and accounts * FEWEST_AN_ACCOUNT <= answers.num_rows <= accounts * MOST_AN_ACCOUNT
        ):
            found.append(f"{CUSTOMER_PREFIX}{name}")
    return tuple(found)


def _answers(profiles: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Returns each field with a table of `customer` and `text`, both together once."""
    told = profiles.select(["customer", "properties"]).combine_chunks()
    properties = told["properties"].combine_chunks()
    whole = pa.concat_arrays(properties.chunks) if isinstance(properties, pa.ChunkedArray) else properties
    counts = np.diff(whole.offsets.to_numpy())
    at = pa.array(np.repeat(np.arange(len(counts)), counts))
    pairs = pa.table({"customer": told["customer"].take(at), "field": whole.keys, "text": whole.items})
    says = pc.and_(pc.is_valid(pairs["text"]), pc.not_equal(pairs["text"], ""))
    pairs = pairs.filter(pc.and_(says, pc.is_valid(pairs["customer"])))
    once = pairs.group_by(["customer", "field", "text"]).aggregate([])
    for name in sorted(pc.unique(once["field"]).to_pylist()):
        yield name, once.filter(pc.equal(once["field"], name))


def _fact(name: str, answers: pa.Table) -> CustomerFact:
    counted = answers.group_by("text").aggregate([("customer", "count")])
    texts: list[str] = counted["text"].to_pylist()
    kind = _kind(texts)
    field, customers = f"{CUSTOMER_PREFIX}{name}", pc.count_distinct(answers["customer"]).as_py()
    if kind != "text":
        ordered = sorted(texts, key=float if kind == "number" else str)
        return CustomerFact(field, name, kind, customers, (), ordered[0], ordered[-1])
    pairs = zip(texts, counted["customer_count"].to_pylist(), strict=True)
    common = sorted((FactAnswer(text, count) for text, count in pairs if count >= FEW), key=_most_common)
    shown = tuple(common[:MOST_ANSWERS])
    is_telling = 2 * sum(answer.customers for answer in shown) >= customers  # else everybody has their own
    return CustomerFact(field, name, kind, customers, shown if is_telling else ())


def _most_common(answer: FactAnswer) -> tuple[int, str]:
    return -answer.customers, answer.text


def _kind(texts: list[str]) -> Literal["text", "number", "time"]:
    if len(texts) <= MOST_CHOSEN:
        return "text"
    if all(_reads(float, text) for text in texts):
        return "number"
    return "time" if all(_reads(datetime.fromisoformat, text) for text in texts) else "text"


def _reads(reading: Callable[[str], object], text: str) -> bool:
    try:
        reading(text)
    except ValueError:
        return False
    return True
