"""The rules of Stafet as plain values and functions. No database, no clock, no HTTP in here."""
