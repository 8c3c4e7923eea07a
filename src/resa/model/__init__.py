"""The language of Resa: frozen values that mean the same in every other layer.

Takes and gives nothing but Python's own types; needs the standard library only. Begin with
`interaction` (what happened), then `touchpoint` and `stage` (where in the journey), `measurement`
(what a number rests on) and `resolvedmap` (all that a drawing needs).
"""
