"""Deadlines: periods counted as the law counts them, what becomes of them, and when whoever owes something is reminded."""
