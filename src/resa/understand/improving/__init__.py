"""What is worth mending: what got worse, what a pain costs, what drives the outcome, and what could be done.

Takes the histories and answers of a map, and its findings; gives changes, costs and tables. Begin with `worsening`, a
pure function of two periods, or with `painlist`, the list that people read.
"""
