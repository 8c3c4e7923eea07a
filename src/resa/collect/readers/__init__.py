"""Answers "what stands in this file?": any file becomes batches of raw records, none of them lost.

Takes paths, folders, globs and archives; gives `RawBatch`es whose fields are still the source's own text. Memory stays
bounded whatever the size of the file. Begin with `raw` (what is handed out), then `find` (which files there are),
`sniff` (how a file is written) and `read` (the records).
"""
