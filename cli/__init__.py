"""The command line `foerderkette`: what the office types and what it reads."""
