"""Who is who: which records belong to the same customer, why, and how to take it back.

Takes the normalised identifiers that records carry and gives every record the code of its *subject* (one distinct set
of identifiers); subjects are then resolved to customers, so that merging and undoing never touch an interaction.
Begin with `book` (what was seen), then `resolve` (what follows from it), `decision` (what people decided).
"""
