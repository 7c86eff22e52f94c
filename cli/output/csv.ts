/** What a field of a CSV can hold; null is left empty. */
export type CsvValue = string | number | boolean | null;

function field(value: CsvValue): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows below their heads as CSV (RFC 4180, lines ended by \n), every number to its last digit. */
export function csvText(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [head, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
}
