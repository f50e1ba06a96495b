"""The report of one project, assembled once for every output."""
