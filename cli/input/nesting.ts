/** Brackets that may be opened in a configuration, which has some ten of them. */
const MOST_BRACKETS = 40;
/** Columns that a line of it may be indented by, and indicators of blocks that may stand on one line. */
const MOST_COLUMNS = 60;
const MOST_INDICATORS = 20;

/**
 * Whether a text may nest so deeply as YAML that its parser would run out of stack, which can end the process, or
 * out of time. Counted without parsing, and on the safe side: every bracket counts, in comments too.
 */
export function mayNestTooDeeply(text: string): boolean {
  const count = (pattern: RegExp, line: string): number => line.match(pattern)?.length ?? 0;
  return (
    count(/[[{]/g, text) > MOST_BRACKETS ||
    text
      .split(/[\r\n]/)
      .some((line) => line.search(/\S|$/) > MOST_COLUMNS || count(/[-?](?=\s)/g, line) > MOST_INDICATORS)
  );
}
