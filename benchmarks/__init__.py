"""How fast are the figures, next to the fastest tools people use for them?

From the repository's folder:

- `python -m benchmarks` prints a table at 10 million interactions and checks that all give the same results.
- `python -m benchmarks.scale --interactions 50000000 --keep` does so at 50 million, or any number, with every tool in a
  process of its own, and states processor time and memory too. Tools beside Polars and DuckDB are looked for in other
  environments: `python -m venv PEERS`, `PEERS/bin/pip install chdb pandas pm4py pyarrow`, then `--python PEERS/bin/python`;
  Retentioneering (`pip install retentioneering`) in one of its own, named by a second `--python`.
"""
