"""SQLAlchemy Core tables and queries, two engines. Reads of plan content demand an `Access` as proof."""
