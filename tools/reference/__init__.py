"""Writes docs/reference from the code: commands, views, specs, figures, filters, errors, envelopes, files.

What the code says itself (names, types, defaults, docstrings) is taken from there. What only people can say stands in
the tables of the page that tells it; a name the code has and its table lacks, or the other way round, stops the
writing. Begin with `pages`, every page by its file; `markdown` is what pages share. Run `python -m tools.reference`.
"""
