"""One module for each thing a user can ask.

Takes plain arguments from the command line, the web or a notebook; reads the clock, opens the workspace, names the
adapters (`wiring`), and calls the layers below. Begin with `workspace`, then `show` and `take_in`.
"""
