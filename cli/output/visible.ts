/** Control characters (C0, DEL, C1) but for the ends of lines and tabs, which the program's own texts have. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

/**
 * A text with its control characters as escapes, `\u001b`: what comes out of files, arguments or the environment cannot
 * move the cursor, ring or retitle the terminal. JSON stays JSON and means the same: it may have them in strings only.
 */
export function visible(text: string): string {
  return text.replaceAll(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
