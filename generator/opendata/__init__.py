"""Data for reuse: the same numbers as the pages, for machines."""
