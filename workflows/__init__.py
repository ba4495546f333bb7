"""What happens when: the door facts come in by, the writer that records them, and the Prefect flows that walk the chain."""
