"""How fast are the figures, next to the fastest tools people use for them?

`python -m benchmarks` from the repository's folder prints a table and checks that all give the same results.
"""
