"""A mock interview as a state machine: pure functions from one state to the next."""
