"""What people make together, kept in `workspace.sqlite`: documents' updates, versions, the list of maps, and people.

Takes bytes and plain values, gives them back after any crash: an update that `documentlog` said is kept stays. Names
of customers never come here. Begin with `database`, then `documentlog`; `steps` is the schema, one step after another.
"""
