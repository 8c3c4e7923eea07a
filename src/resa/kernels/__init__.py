"""The arithmetic of journeys: pure functions on encoded histories.

Takes partitions (`partition`), gives counts that can be added and subtracted (`summary`) and, finished, plain
arrays. Knows no tables, files or names of customers. Begin with `partition`, then `transition`.
"""
