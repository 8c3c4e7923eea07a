"""Where in the journey things happen: the catalogue of touchpoints, stages, goals, and the drawn map as a document.

Takes an engine's places and histories; gives touchpoints with their stages (`catalogue`, `placement`), goals (`goal`)
and map documents (`document`, `structure`). Begin with `catalogue`.
"""
