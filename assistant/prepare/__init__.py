"""A role and a candidate -> what to do until the interview: résumé, gap and plan; questions, feedback and review."""
