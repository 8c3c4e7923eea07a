"""Which types of journeys are there? Takes histories; gives types with their typical paths, sizes and outcomes.

Journeys of one type move on alike. How a type is drawn (`mixture`) and which of several ways of drawing them fits
(`choice`) is judged by paths that were kept aside; `medoid` finds journeys to show; begin with `types`.
"""
