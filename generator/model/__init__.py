"""The model: frozen, typed data of an evaluation, and how plain values become it."""
