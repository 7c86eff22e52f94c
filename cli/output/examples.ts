/** The end of a help: commands to begin with, which the tests run as they stand. */
export function examplesText(...commands: readonly string[]): string {
  return ["\nExamples:", ...commands.map((command) => `  $ ${command}`)].join("\n");
}
