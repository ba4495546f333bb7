"""What the office means: programmes, facts, dossiers and where they stand. Pure: no clock, no database, no network."""
