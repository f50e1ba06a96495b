"""Publication: the swap of the output folder, the manifest, the package."""
