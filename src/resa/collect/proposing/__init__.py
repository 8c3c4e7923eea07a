"""Answers "how may this file be read?": a spec proposed from names and content, with reasons and open questions.

Takes a first batch, its format and the file's name; gives a `Proposal`. Begin with `collect.propose`; `words` holds what
systems call things in English and the Nordic languages, `portrait` looks at columns, `timeform` proves forms of times.
"""
