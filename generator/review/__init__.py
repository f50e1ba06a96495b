"""Review: what a change of content means for the evaluation, between two states of the repository."""
