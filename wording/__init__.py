"""What people read, in German and English: sentences, refusals, entries; the command line and the portal say the same."""
