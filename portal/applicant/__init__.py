"""The applicants' side: drafts and applications, one's own cases, and what anybody with a receipt may see."""
