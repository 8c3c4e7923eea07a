"""What a machine does to many numbers at once, or to the bits of a word, and the compiler would not find by itself.

Compiled loops call these as if they were loops of another file.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from resa.kernels.compilation import WrittenOut

LANES = 64
"""How many numbers `same` and `larger` read: all of them must be there."""


def _comparison(sign: str) -> WrittenOut:
    def compare(_context: Any, numbers: Any, _begin: Any, _one: Any) -> tuple[Any, Callable[..., Any]]:
        from numba.core import types

        return types.uint64(numbers, types.uint64, numbers.dtype), partial(_compare, sign=sign)

    return WrittenOut(compare)


def _compare(context: Any, builder: Any, signature: Any, arguments: Any, *, sign: str) -> Any:
    """Takes 64 numbers, compares each with the same one, and gathers the answers into the bits of a word."""
    numbers, begin, number = arguments
    taken, row = _row(context, builder, signature, numbers, begin)
    return _as_bits(builder, builder.icmp_unsigned(sign, taken, _each(builder, number, row)))


def _row(context: Any, builder: Any, signature: Any, numbers: Any, begin: Any) -> tuple[Any, Any]:
    """Returns the 64 numbers from a place on, and their type."""
    from llvmlite import ir

    size = signature.args[0].dtype.bitwidth
    row = ir.VectorType(ir.IntType(size), LANES)
    taken = builder.load(_place(context, builder, signature, numbers, begin, of=row))
    taken.align = size // 8
    return taken, row


def _each(builder: Any, number: Any, row: Any) -> Any:
    """Returns the same number as often as a row has room."""
    from llvmlite import ir

    lane, nothing = ir.IntType(32), ir.Constant(row, ir.Undefined)
    one = builder.insert_element(nothing, number, lane(0))
    return builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(lane, row.count), [0] * row.count))


def _as_bits(builder: Any, answers: Any) -> Any:
    from llvmlite import ir

    return builder.bitcast(answers, ir.IntType(LANES))


def _typed_within(_context: Any, numbers: Any, _begin: Any, _low: Any, _span: Any) -> tuple[Any, Callable[..., Any]]:
    from numba.core import types

    return types.uint64(numbers, types.uint64, numbers.dtype, numbers.dtype), _compare_within


def _compare_within(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Takes 64 numbers and tells which are at least `low` and at most `low + span`: one comparison, without signs."""
    numbers, begin, low, span = arguments
    taken, row = _row(context, builder, signature, numbers, begin)
    above = builder.sub(taken, _each(builder, low, row))
    return _as_bits(builder, builder.icmp_unsigned("<=", above, _each(builder, span, row)))


def _place(context: Any, builder: Any, signature: Any, numbers: Any, at: Any, *, of: Any) -> Any:
    """Returns where the number at a place lies, as where something of another type lies."""
    stored = context.make_array(signature.args[0])(context, builder, numbers)
    return builder.bitcast(builder.gep(stored.data, [at]), of.as_pointer())


def _typed_word(_context: Any, codes: Any, _at: Any) -> tuple[Any, Callable[..., Any]]:
    from numba.core import types

    return types.uint64(codes, types.uint64), _read_word


def _read_word(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    from llvmlite import ir

    taken = builder.load(_place(context, builder, signature, *arguments, of=ir.IntType(64)))
    taken.align = 1
    return taken


def _typed_spread(_context: Any, places: Any, _at: Any, _packed: Any, _begin: Any) -> tuple[Any, Callable[..., Any]]:
    from numba.core import types

    return types.void(places, types.uint64, types.uint64, types.uint32), _spread


def _spread(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Takes the eight bytes of a word apart, adds the same number to each, and writes the sums side by side."""
    from llvmlite import ir

    places, at, packed, begin = arguments
    eight = ir.VectorType(ir.IntType(32), 8)
    each = builder.zext(builder.bitcast(packed, ir.VectorType(ir.IntType(8), 8)), eight)
    sums = builder.add(each, _each(builder, begin, eight))
    written = builder.store(sums, _place(context, builder, signature, places, at, of=eight))
    written.align = 4
    return context.get_dummy_value()


def _of_bits(name: str) -> WrittenOut:
    def typed(_context: Any, _bits: Any) -> tuple[Any, Callable[..., Any]]:
        from numba.core import types

        return types.uint64(types.uint64), partial(_told_of_bits, name=name)

    return WrittenOut(typed)


def _told_of_bits(_context: Any, builder: Any, _signature: Any, arguments: Any, *, name: str) -> Any:
    from llvmlite import ir

    (bits,) = arguments
    if name == "ctpop":
        return builder.ctpop(bits)
    if name == "cttz":
        return builder.cttz(bits, ir.IntType(1)(1))
    return builder.sub(ir.IntType(64)(63), builder.ctlz(bits, ir.IntType(1)(1)))


same = _comparison("==")
"""Takes numbers, a place (uint64) and a number: which of the 64 from there on equal it, a bit each."""

larger = _comparison(">")
"""The same for those that are larger."""

within = WrittenOut(_typed_within)
"""Takes numbers, a place (uint64), a number and how much more: which of the 64 from there on lie in this stretch."""

word_at = WrittenOut(_typed_word)
"""Takes bytes and a place (uint64): the eight from there on as one word, the first in the lowest bits."""

spread = WrittenOut(_typed_spread)
"""Takes room for numbers (uint32), a place, eight bytes as a word and a number: writes the eight sums from there on."""

how_many = _of_bits("ctpop")
"""Takes a word: how many of its bits are set."""

lowest = _of_bits("cttz")
"""Takes a word of which a bit is set: the place of the lowest one."""

highest = _of_bits("ctlz")
"""Takes a word of which a bit is set: the place of the highest one."""
