import type { SummaryRecord } from "../../engine/index.js";

/** What a shell leaves as it is. */
const PLAIN = /^[\w.,+:/=@%-]+$/;

/** A word as it is typed into a shell. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** What one may do next with a run that ended so, after what it is for. @param place its directory */
export function nextCommands(
  place: string,
  { stopReason, generations }: Pick<SummaryRecord, "stopReason" | "generations">,
): readonly (readonly [what: string, command: string])[] {
  const directory = shellWord(place);
  return [
    ["closer", `cellfate evaluate ${directory} --replicates 20000 --time-steps`],
    // What ended otherwise does not go on for more generations alone.
    ...(stopReason === "generations"
      ? [
          [
            "further",
            `cellfate resume ${directory} --set search.stop.generations=${2 * generations}`,
          ] as const,
        ]
      : []),
  ];
}
