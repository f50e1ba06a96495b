"""Full-text search without a server: what pages show, folded, indexed exactly, written as small files."""
