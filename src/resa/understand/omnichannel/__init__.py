"""Do customers who are served well across channels stay more often? Takes histories; gives strong against weak.

`handling` says who is served how, before a day; `stratum` compares those who came back after it, the equally busy with
each other; begin with `omnichannel`.
"""
