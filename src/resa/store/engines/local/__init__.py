"""The default engine: a log of Parquet segments, and a memory-mapped journey store made from it.

Answers from whole histories in milliseconds, follows late arrivals exactly, and is read by many processes beside one
writer. Begin with `engine`, then `state` (one revision in memory), `build` (from segments to histories), `view` (SQL).
"""
