"""Fjällbo, an invented outdoor retailer in Sweden, Denmark and Norway: what would its systems export?

Takes a seed, a number of customers and a last day; gives a folder of files in the habits of a dozen systems,
and a truth file that says what was planted. `people` says who shops, `journeys` lives the year with them
(`visits`, `purchase`, `delivery`, `care`, `messages`, `loyalty`), `story` is the year as the systems know it,
`trade`, `workshop` and `voice` write their files, `truth` counts. Begin with `write`.
"""

from resa.examples.retail.writing import SOURCES, Retail, write

__all__ = ["SOURCES", "Retail", "write"]
