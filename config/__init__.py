"""What differs between one installation and the next: settings, logging and the programmes' files."""
