"""What is known of each customer at last, as one map a customer."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def profile_maps(words: pa.Table) -> pa.Table:
    """Returns from `profile_words` each `owner` once, ascending, and its `profile`: the newest text of every field."""
    flat = _flat(words.combine_chunks())
    owner, field = flat["owner"].to_numpy(), flat["field"].combine_chunks().dictionary_encode()
    codes = field.indices.to_numpy()
    order = np.lexsort((codes, owner))  # stable: the newest telling of a field stays last
    is_newest = np.ones(len(order), np.bool_)
    is_newest[:-1] = (owner[order][1:] != owner[order][:-1]) | (codes[order][1:] != codes[order][:-1])
    newest = flat.take(pa.array(order[is_newest]))
    owners, sizes = np.unique(newest["owner"].to_numpy(), return_counts=True)
    offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]), pa.int32())
    maps = pa.MapArray.from_arrays(offsets, newest["field"].combine_chunks(), newest["text"].combine_chunks())
    return pa.table({"owner": pa.array(owners, pa.int32()), "profile": maps})


def _flat(told: pa.Table) -> pa.Table:
    """Returns one row for each filled field of each telling, in the order of telling."""
    if not told.num_rows:
        empty = pa.array([], pa.string())
        return pa.table({"owner": pa.array([], pa.int32()), "field": empty, "text": empty})
    maps = pa.concat_arrays(told["properties"].chunks)
    sizes = np.diff(maps.offsets.to_numpy())
    first, after = maps.offsets[0].as_py(), maps.offsets[-1].as_py()
    owner = np.repeat(told["customer"].to_numpy(), sizes)
    fields, texts = maps.keys[first:after], maps.items[first:after]
    flat = pa.table({"owner": owner, "field": fields, "text": texts})
    return flat.filter(pc.fill_null(pc.not_equal(flat["text"], ""), False)).combine_chunks()
