"""Filters: the language of `--where`, the same everywhere.

`channel = web` keeps interactions; `has(channel = store)` keeps whole units; `profile.country = SE` and
`segment = vip` keep customers; a persona is a segment, so `persona = vip` says the same; `type = "web first"` keeps
customers whose whole history is of that type. Operators are
`= != < <= > >= in contains`, joined by `and`, `or`, `not` and parentheses. Times are ISO and comparisons with them
half open. Texts with spaces stand in quotes; a quote inside is doubled.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar

from resa.model.errors import UnknownNameError, UsageError

OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "contains")

FIELDS = frozenset({
    "channel", "touchpoint", "name", "stage", "kind", "source", "device", "direction", "time", "score", "money",
    "language", "order_id", "matter", "topic", "outcome", "campaign", "wait_seconds", "weekday", "hour", "month",
    "customer", "segment", "persona", "type", "physical", "text",
})  # fmt: skip
"""What can be named besides `profile.<field>` (of the customer) and `property.<column>` (of the record)."""

_SAME = {"persona": "segment", "type": "segment"}
"""Another word for a field."""

TYPE_PREFIX = "type:"
"""A type of journey stands among the segments under its name with this before it."""

CUSTOMER_PREFIX = "profile."
PROPERTY_PREFIX = "property."


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field held against one or several texts; numbers and times are still texts here."""

    field: str
    operator: str
    operands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Whole units with at least one interaction that satisfies `inner`."""

    inner: "Condition"


@dataclass(frozen=True, slots=True)
class Not:
    """What `inner` does not keep."""

    inner: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """What every part keeps."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one part keeps."""

    parts: tuple["Condition", ...]


Condition = Comparison | Has | Not | And | Or


class ConditionError(UsageError):
    """A filter that can't be read."""

    code: ClassVar[str] = "condition"


def parse(text: str, *, fields: Collection[str] = FIELDS) -> Condition:
    """Returns the condition that `text` writes.

    Raises `ConditionError` where the writing is wrong and `UnknownNameError` for a field that does not exist.

    >>> parse("channel = web and not has(kind = order)")
    And(parts=(Comparison(field='channel', operator='=', operands=('web',)), \
Not(inner=Has(inner=Comparison(field='kind', operator='=', operands=('order',))))))
    """
    reader = _Reader(text, fields=fields)
    condition = reader.disjunction()
    reader.expect_end()
    return condition


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Returns every comparison inside, left to right."""
    match condition:
        case Comparison():
            yield condition
        case Has(inner) | Not(inner):
            yield from comparisons(inner)
        case And(parts) | Or(parts):
            for part in parts:
                yield from comparisons(part)


_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"]|"")*"|'(?:[^']|'')*')|(?P<sign>!=|<=|>=|=|<|>|\(|\)|,)|(?P<word>[^\s()=<>!,"']+))"""
)
_END = ("end", "")
MOST_LEVELS = 50
"""Levels of one filter within one another; every reader of a filter walks down them."""

_EXAMPLE = "; a filter reads, for example: channel = web and has(kind = order)"


def quoted(text: str) -> str:
    """Returns a text as filters write it; the sign that it stands between is doubled inside.

    >>> print(quoted("Malmö"), quoted("Kim's"))
    'Malmö' "Kim's"
    """
    if "'" in text and '"' not in text:
        return f'"{text}"'
    inside = text.replace("'", "''")
    return f"'{inside}'"


def _unquoted(text: str) -> str:
    return text[1:-1].replace(text[0] * 2, text[0])


class _Reader:
    """Reads one filter from left to right."""

    def __init__(self, text: str, *, fields: Collection[str]) -> None:
        self._text = text
        self._fields = fields
        self._tokens = list(self._cut(text))
        self._at = 0
        self._level = 0

    def _cut(self, text: str) -> Iterator[tuple[str, str]]:
        start, end = 0, len(text.rstrip())
        while start < end:
            found = _TOKEN.match(text, start)
            if not found:
                raise ConditionError(
                    f"expected a field, a value or an operator, got {text[start:]!r} in {text!r}{_EXAMPLE}"
                )
            start = found.end()
            kind = found.lastgroup or ""
            yield kind, _unquoted(found[kind]) if kind == "quoted" else found[kind]

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _is_word(self, word: str) -> bool:
        kind, text = self._peek()
        return kind == "word" and text.lower() == word

    def disjunction(self) -> Condition:
        parts = [self._conjunction()]
        while self._is_word("or"):
            self._take()
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Condition:
        parts = [self._term()]
        while self._is_word("and"):
            self._take()
            parts.append(self._term())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _term(self) -> Condition:
        self._level += 1
        if self._level > MOST_LEVELS:
            raise ConditionError(f"expected at most {MOST_LEVELS} levels of not, has and parentheses, got more")
        term = self._one_term()
        self._level -= 1
        return term

    def _one_term(self) -> Condition:
        if self._is_word("not"):
            self._take()
            return Not(self._term())
        if self._is_word("has"):
            self._take()
            return Has(self._in_parentheses())
        if self._peek() == ("sign", "("):
            return self._in_parentheses()
        return self._comparison()

    def _in_parentheses(self) -> Condition:
        self._expect("(")
        inner = self.disjunction()
        self._expect(")")
        return inner

    def _expect(self, sign: str) -> None:
        token = self._take()
        if token != ("sign", sign):
            raise ConditionError(f"expected {sign!r}, got {token[1] or 'the end'!r} in {self._text!r}{_EXAMPLE}")

    def _comparison(self) -> Comparison:
        field = self._field()
        kind, operator = self._take()
        if kind == "end" or operator.lower() not in OPERATORS:
            found = repr(operator or "the end")
            raise ConditionError(
                f"expected one of {' '.join(OPERATORS)} after {field!r}, got {found} in {self._text!r}{_EXAMPLE}"
            )
        operator = operator.lower()
        operands = self._list() if operator == "in" else (self._operand(),)
        if field == "type":
            operands = tuple(TYPE_PREFIX + one for one in operands)
        return Comparison(_SAME.get(field, field), operator, operands)

    def _field(self) -> str:
        kind, name = self._take()
        if kind != "word":
            raise ConditionError(f"expected a field, got {name or 'the end'!r} in {self._text!r}{_EXAMPLE}")
        if name not in self._fields and not name.startswith((CUSTOMER_PREFIX, PROPERTY_PREFIX)):
            raise UnknownNameError("field", name, known=self._fields, where=repr(self._text))
        return name

    def _list(self) -> tuple[str, ...]:
        self._expect("(")
        operands = [self._operand()]
        while self._peek() == ("sign", ","):
            self._take()
            operands.append(self._operand())
        self._expect(")")
        return tuple(operands)

    def _operand(self) -> str:
        kind, text = self._take()
        if kind not in ("word", "quoted"):
            raise ConditionError(f"expected a value, got {text or 'the end'!r} in {self._text!r}{_EXAMPLE}")
        if kind == "quoted":
            return text
        words = [text]  # several bare words up to the next `and`, `or` or sign read as one text
        while self._peek()[0] == "word" and not (self._is_word("and") or self._is_word("or")):
            words.append(self._take()[1])
        return " ".join(words)

    def expect_end(self) -> None:
        if self._peek() != _END:
            raise ConditionError(
                f"expected 'and', 'or' or the end, got {self._peek()[1]!r} in {self._text!r}{_EXAMPLE}"
            )
