"""An answer -> what was good and what was missing, with the candidate's own words; or why it cannot be scored."""
