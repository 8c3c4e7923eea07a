"""What needs a look now: figures that left what was to be expected of them, day by day.

Takes daily series of a workspace; gives what is expected of each day, how sure that is, and the days that are neither
season nor chance, at a rate of false alarms that is stated beforehand. Begin with `panel`, then `baseline`,
`detection` and `episode`; `counting` makes the series from histories, `alert` tells the answer.
"""
