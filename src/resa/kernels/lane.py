"""What a machine does to many numbers at once, or to the bits of a word, and the compiler would not find by itself.

Compiled loops call these as if they were loops. The cache of compiled code does not see a change of this file: who
changes what one of them does gives it another name.
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
    from llvmlite import ir

    numbers, begin, number = arguments
    size, lane = signature.args[0].dtype.bitwidth, ir.IntType(32)
    row = ir.VectorType(ir.IntType(size), LANES)
    taken = builder.load(_place(context, builder, signature, numbers, begin, of=row))
    taken.align = size // 8
    nothing = ir.Constant(row, ir.Undefined)
    one = builder.insert_element(nothing, number, lane(0))
    each = builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(lane, LANES), [0] * LANES))
    return builder.bitcast(builder.icmp_unsigned(sign, taken, each), ir.IntType(LANES))


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
    eight, lane = ir.VectorType(ir.IntType(32), 8), ir.IntType(32)
    each = builder.zext(builder.bitcast(packed, ir.VectorType(ir.IntType(8), 8)), eight)
    nothing = ir.Constant(eight, ir.Undefined)
    one = builder.insert_element(nothing, begin, lane(0))
    shift = builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(lane, 8), [0] * 8))
    written = builder.store(builder.add(each, shift), _place(context, builder, signature, places, at, of=eight))
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
