"""From fact to letter: who is told what, how it is written, and how its bytes leave the house."""
