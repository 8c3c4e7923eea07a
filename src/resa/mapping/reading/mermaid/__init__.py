"""Mermaid text as a map: sections and subgraphs are stages, tasks and nodes steps, actors personas, arrows links.

Takes a text; gives the map it draws, or every fault by line. Begin with `text`, which tells the diagrams apart.
"""
