"""The catalog's tables, in SQL that SQLite and PostgreSQL both speak."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()


# Single values: schema version, generation, embedding model and dimensions, the derived stores in force.
meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

# The files that were read. `name` is how people see one, `sha256` that of its bytes ("" while it is half-read).
sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("reading", String(40), nullable=False),
    Column("ingested_at", Float, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("source", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("hints", Text, nullable=False),
    Column("hidden", Text, nullable=False),
    Column("boilerplate", Text, nullable=False),
    Column("reading", String(40), nullable=False),
)

# Which files hold a posting. `source` is the posting's name in that file ("jobs.csv#3").
source_postings = Table(
    "source_postings",
    metadata,
    Column("source_id", Integer, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("posting_id", String(32), ForeignKey("postings.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("source", Text, nullable=False),
)

roles = Table(
    "roles",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(200), nullable=False, unique=True),
    Column("posting_id", String(32), ForeignKey("postings.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("company_key", Text, nullable=False, index=True),
    Column("name_key", Text, nullable=False, index=True),
    Column("payload", Text, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("posting_id", String(32), ForeignKey("postings.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role_id", String(200), ForeignKey("roles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("company", Text),
    Column("company_key", Text, nullable=False, index=True),
    Column("section", String(40), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
)

companies = Table("companies", metadata, Column("key", Text, primary_key=True), Column("name", Text, nullable=False))

# The journal: postings whose entries in the derived stores may differ from the catalog, because a change was begun.
unsettled = Table("unsettled", metadata, Column("posting_id", String(32), primary_key=True))

# What people have corrected in postings, also in such as are not stored at the moment: a re-read lays it over again.
# `source` is the posting's name when it was corrected, for a file that is saved anew.
corrections = Table(
    "corrections",
    metadata,
    Column("posting_id", String(32), primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("payload", Text, nullable=False),
    Column("changed", Float, nullable=False),
)
