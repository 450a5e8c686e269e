"""`python -m assistant`: the same as `prep`."""

from assistant.cli import main

main()
