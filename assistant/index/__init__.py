"""Roles -> chunks -> the stored library: a catalog that is the truth, vectors and BM25 that are derived from it."""
