"""What map does a file hold that somebody brings: our own documents and workbooks, other programs' tables and diagrams?

Takes a name and bytes, believes neither, and gives a `JourneyMap` with a report: what became what, what was left out
and why. Begin with `door`; each form has a module of its own.
"""
