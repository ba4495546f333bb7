"""What bodies do: agendas, votes, referrals, minutes, and the conditions they set."""
