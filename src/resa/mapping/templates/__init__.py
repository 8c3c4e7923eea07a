"""Templates of maps and guided methods, as data: what may a new map begin from, and what is done next?

A story is an invented company's journey with the texts of every lane in four languages (`stories/*.yaml`); a form says
which lanes a kind of map has (`forms/*.yaml`). A template is a form of a story: `gallery.templates` lists them,
`expansion.document_from` makes a map of one. `guide` holds the methods, `own` the templates that a company saves.
"""
