"""Lets `python -m resa` do what the `resa` command does."""

from resa.cli import main

if __name__ == "__main__":
    main()
