"""Where everything received is kept, and from where histories are handed out.

Takes batches of what sources yielded (`batch`), keeps them in an append-only log, and hands out encoded histories
(`port`). Never knows why anybody asks. Begin with `port`, then `schema`.
"""
