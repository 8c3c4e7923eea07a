"""An answer as a file to take along: rows, a typed table, a workbook, a picture, slides.

Takes a table and a form; gives the bytes of the file and its name. Begin with `write`.
"""
