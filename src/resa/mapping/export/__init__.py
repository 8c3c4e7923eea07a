"""How does a resolved map become something to look at: a page, a picture?

Takes a `MapPage` (model) and gives text: a self-contained HTML page (`html.write_html`) or an SVG file
(`svg.draw_svg`). The drawing itself is the front end's `canvas`; what is built from it lies in `bundle/`.
Begin with `html`.
"""
