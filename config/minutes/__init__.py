"""The file of a meeting's results: read, checked, and written to be filled in."""
