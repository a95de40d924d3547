"""What can go wrong between Stafet and its database, by name."""


class Impossible(Exception):
    """The database refuses the row: it would break one of its own rules. Nothing of the act was kept."""


class StorageFull(Exception):
    """The disk has no room. Nothing was written; reading goes on, and writing too once there is room again."""


class Busy(Exception):
    """Somebody else holds the lock longer than we wait. Nothing was written; the sender tries again."""
