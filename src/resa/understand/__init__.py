"""What it means: figures with what they rest on, and the findings they give.

Takes an engine and a scope; gives tables (`model.table`) and measurements. Begin with `figure` (how a number gets its
interval), then `reach` and `path`; `pain` turns figures into findings.
"""
