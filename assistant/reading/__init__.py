"""Bytes to roles: what stands in a saved file, and what it says about each job.

    path -> loaders.load -> Document -> normalize.normalize -> Posting -> roles.read_roles -> [Role]

Loaders know formats and no meaning; `normalize` settles the one text that every later span points into; what comes
after it reads that text only. `encoding`, `relayout` and `boilerplate` are pure functions that these use.
"""
