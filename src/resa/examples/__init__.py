"""Believable companies, made from a seed: what could a customer's year look like in data?

Takes a seed and a size and gives files (as the systems of a company export them) or an Arrow table, bit for
bit the same every time. Nothing here reads or imports: the files go through the same door as anybody's.
Begin with `retail.write`, the outdoor retailer of the demo; `clicking.write` is a small shop whose pages tell where
people click; `histories` makes many interactions quickly, for measuring.
"""
