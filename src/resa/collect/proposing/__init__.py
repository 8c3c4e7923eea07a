"""Answers "how may this file be read?": a spec proposed from names and content, with reasons and open questions.

Takes the first batches of a file, its format and name; gives a `Proposal`. Begin with `proposal`; `words` holds what
systems call things in English and the Nordic languages, `portrait` looks at columns, `timeform` proves forms of times.
"""

from resa.collect.proposing.proposal import Proposal, propose, source_name

__all__ = ["Proposal", "propose", "source_name"]
