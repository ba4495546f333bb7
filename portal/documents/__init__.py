"""Documents handed in: what may come in, and how it is filed once."""
