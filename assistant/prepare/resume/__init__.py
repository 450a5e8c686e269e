"""A résumé's file -> `Resume`: what was done when, which topics it names, degrees, and contact details to keep private.

`read` is the way in. The same loaders and the same normalisation as for postings, so spans work alike.
"""

from assistant.prepare.resume.contacts import masked
from assistant.prepare.resume.reading import read, read_text

__all__ = ["masked", "read", "read_text"]
