"""Words that nobody else could have written, one for each field of each item, and whose eyes each is for."""

import re
from dataclasses import dataclass, field

CANARY = re.compile(r"q\.\d+\.q")


@dataclass(frozen=True)
class Canary:
    """Where a word stands: on which plan, in which item (or on which member), in which field."""

    plan: str
    of: str
    field: str
    is_member: bool = False


@dataclass
class Canaries:
    """Every word that was ever written. A word that was replaced is a former word: the citizen's alone."""

    where: dict[str, Canary] = field(default_factory=dict)
    current: set[str] = field(default_factory=set)
    numbers: int = 0

    def new(self) -> str:
        """A word that stands nowhere else. With points, so that no random id can look like one."""
        self.numbers += 1
        return f"q.{self.numbers}.q"

    def write(self, word: str, where: Canary) -> None:
        """The word stands there now, instead of the one that stood there."""
        self.current -= {one for one in self.current if self.where[one] == where}
        self.where[word] = where
        self.current.add(word)

    def remove(self, of: str) -> None:
        """Nothing of this item stands any more."""
        self.current -= {one for one in self.current if self.where[one].of == of}

    @staticmethod
    def found_in(text: str) -> set[str]:
        """Every such word in an answer, its headers included."""
        return set(CANARY.findall(text))
