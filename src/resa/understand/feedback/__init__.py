"""What customers said, whatever they said it in: answers, reviews, tickets, chats, call notes and mentions as one.

Takes the yielded tables and what a reader found in the texts; gives who felt what, where, and what they speak of.
Begin with `record`.
"""
