/** Rows as text, the columns below one another. @param isNumeric of each column: whether it is set to the right */
export function tableText(rows: readonly (readonly string[])[], isNumeric: readonly boolean[] = []): string {
  const widths: number[] = [];
  for (const cells of rows) {
    for (const [column, { length }] of cells.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, length);
    }
  }
  const aligned = (cell: string, column: number): string =>
    isNumeric[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((cells) => `${cells.map(aligned).join("  ").trimEnd()}\n`).join("");
}
