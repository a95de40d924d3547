/** Which words of one text are not in the other, in order: the longest run they share is left unmarked. Pure. */

export interface Part { words: string; differs: boolean }

export function difference(text: string, other: string): Part[] {
  const mine = text.split(/(\s+)/);
  const theirs = other.split(/(\s+)/);
  const shared = kept(mine, theirs);
  const parts: Part[] = [];
  mine.forEach((word, index) => {
    const differs = !shared.has(index);
    const last = parts[parts.length - 1];
    // A space between two marked words is marked with them, so that the line under them does not break.
    if (last && (last.differs === differs || (/^\s+$/.test(word) && last.differs && index + 1 < mine.length && !shared.has(index + 1)))) last.words += word;
    else parts.push({ words: word, differs });
  });
  return parts.filter((part) => part.words);
}

/** The places in `mine` of the longest common subsequence. Texts are a few hundred words at most. */
function kept(mine: string[], theirs: string[]): Set<number> {
  const rows = mine.length + 1;
  const columns = theirs.length + 1;
  if (rows * columns > 4_000_000) return new Set();
  const best = new Uint32Array(rows * columns);
  const at = (row: number, column: number) => best[row * columns + column] ?? 0;
  for (let row = mine.length - 1; row >= 0; row -= 1) {
    for (let column = theirs.length - 1; column >= 0; column -= 1) {
      best[row * columns + column] = mine[row] === theirs[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const places = new Set<number>();
  for (let row = 0, column = 0; row < mine.length && column < theirs.length;) {
    if (mine[row] === theirs[column]) { places.add(row); row += 1; column += 1; }
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return places;
}
