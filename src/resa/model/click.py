"""Clicks on pages: the names under which an interaction's properties say where on a page it was."""

PAGE, ELEMENT = "click_page", "click_element"
X, Y, WIDTH, HEIGHT = "click_x", "click_y", "click_width", "click_height"
"""An interaction is a click where it has a `click_page`; positions are told in the unit of width and height."""

WORDS = frozenset(["click", "clicks", "tap", "taps", "press", "klick", "klik", "klikk", "trykk", "tryk", "touch"])
"""Words by which sources call a bare click, which does not say what came of it."""
