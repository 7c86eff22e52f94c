/** The most edits of a word that was meant, and the least share of it that is right. */
const MOST_EDITS = 3;
const LEAST_SIMILARITY = 0.4;

/** The distance of Levenshtein: letters left out, added or exchanged. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, exchanged));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The words of `known` that are nearest to `word`, as what it may be a misspelling of; none where none is near. */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  const near = [...new Set(known)].flatMap((name) => {
    const length = Math.max(word.length, name.length);
    // Of words this unlike in length no more letters need to be looked at: what was given may be long.
    if (Math.abs(word.length - name.length) > MOST_EDITS) return [];
    const edits = editsBetween(word.toLowerCase(), name.toLowerCase());
    return edits <= MOST_EDITS && 1 - edits / length > LEAST_SIMILARITY ? [{ name, edits }] : [];
  });
  const least = Math.min(...near.map(({ edits }) => edits));
  return near.filter(({ edits }) => edits === least).map(({ name }) => name);
}

/** A cure after the question for what was meant, where there is a guess. */
export function withSuggestions(guesses: readonly string[], cure: string): string {
  return guesses.length === 0 ? cure : `Did you mean ${guesses.join(" or ")}? ${cure}`;
}
