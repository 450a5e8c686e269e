"""Interview-prep assistant: reads job postings, answers about them with exact citations, helps to prepare.

Importing this package does no work and loads no heavy library (`tests/test_house.py` holds that).
The way in is `assistant.app.build`, which turns settings into a ready `Assistant`.
"""

__version__ = "0.1.0"
