"""Meetings as pages show them: calendar, agenda, recording table, minutes, bodies."""
