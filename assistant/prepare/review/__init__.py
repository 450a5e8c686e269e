"""What will be forgotten before the interview, and what to review today: FSRS with a deadline."""
