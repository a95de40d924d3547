"""What can go wrong between Stafet and its database, by name."""


class Busy(Exception):
    """Somebody else holds the lock longer than we wait. Nothing was written; the sender tries again."""
