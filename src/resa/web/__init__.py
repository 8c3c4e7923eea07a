"""The web application: parses requests, calls `resa.app`, renders the answers.

Nothing lives here yet; the written page comes from `resa.mapping.export`.
"""
