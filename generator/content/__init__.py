"""Content on disk: folders, YAML and Markdown as plain values with their places."""
