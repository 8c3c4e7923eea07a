"""A report: the map, what hurts and what to do about it, what changed and how it was counted, as one document.

Takes a workspace and a wish; gives a file. Begin with `write`; every other module tells one chapter, in `words`.
"""
