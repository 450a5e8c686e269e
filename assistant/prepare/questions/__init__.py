"""A role -> the questions that its interviewers would ask, each with the line of the posting that it tests."""
