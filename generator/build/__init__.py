"""Builds everything from content: what depends on what, the store, parallel work."""
