"""What to check where people are to buy: phones, forms, steps of the checkout, payment, the call to act, trust.

Takes histories, and pages as a browser saves them; gives a row a check: what was found, what it rests on and whether it
needs mending. Begin with `checklist`, then `course` (what visits tell) and `page` (what a page tells).
"""
