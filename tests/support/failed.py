"""Where a test's failure is noted, for fixtures that have something to show for it."""

import pytest

FAILED = pytest.StashKey[bool]()
