"""Reminders: deciding the rungs of the ladders, and the mails they make."""
