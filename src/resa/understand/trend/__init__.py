"""How each touchpoint and each channel does from month to month, and which of it is more than chance.

Takes histories and answers; gives a series for each figure of each place, and its direction with an interval, corrected
for many looks. Begin with `course`, then `slope`; `period` says where months and weeks begin.
"""
