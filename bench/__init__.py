"""How fast Förderkette is, measured against bare SQL of the same durability in the same run: `python -m bench --help`."""
