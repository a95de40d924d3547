"""One function per act: check, change, record. Each runs inside the one transaction of its request."""
