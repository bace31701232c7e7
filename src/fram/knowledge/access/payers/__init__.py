"""Reads who pays and how prices are seen: pathways, conditions, links between prices."""
