"""Which well-known tool wrote a file, and how its exports are read.

Takes the names of a file's columns; gives a spec that fits them, where a preset knows them. Each preset is one file in
`shipped`, with a sample and what it yields in `tests/collect/presets`; begin with `preset`.
"""
