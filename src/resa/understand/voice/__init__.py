"""What customers say in words: language, feeling, emotion, reasons and themes.

Takes texts; gives a `Reading` of them, and says which rung of the ladder read them. Begin with `reading`.
"""
