"""The engines: each keeps batches and hands out histories in its own way, and gives the same answers.

`memory` is the plain twin, `local` the default. Only `app.wiring` names them.
"""
