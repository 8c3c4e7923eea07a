"""Answers "where do records come from?": each adapter is a `Source` (see `collect.readers.source`).

`files` strings finding, sniffing and reading together; `frames` takes tables that a program already holds.
"""
