import { checkedBy } from "../check-schema.js";
import { patternName } from "./fates.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { bits, counted } from "./numbers.js";
import { type PatternsRecords, patternsRecordsSchema } from "./pattern-list.js";
import { ROW_WIDTH, rowChannel } from "./rows.js";
import { legendLayer, line, lineMark, points } from "./series.js";
import { leftOutText } from "./thinning.js";

const MOST_PATTERNS = 20;
const ROW_HEIGHT = 14;
const OWN = { ...points("share of the pattern", 0), symbol: "square" };
const TOGETHER = line("share of it and all above", 1);

/**
 * How often patterns come, the most frequent 20 from the top, and what share of all replicates they cover together.
 *
 * @throws CellfateError `argument.invalid`
 */
export function spectrumFigure(records: PatternsRecords): Figure {
  const { replicates, distinctPatterns, patterns } = checkedBy(
    patternsRecordsSchema,
    records,
    "records",
  ).measures;
  const drawn = patterns.slice(0, MOST_PATTERNS);
  let seen = 0;
  const rows = drawn.map(({ pattern, count }, i) => {
    seen += count;
    return [
      patternName(pattern, `no. ${i + 1}`),
      pattern,
      count,
      count / replicates,
      seen / replicates,
    ] as const;
  });
  const table = { columns: ["label", "pattern", "count", "share", "coverage"], rows };
  const y = rowChannel(rows.map(([label]) => label));
  const x = (field: string) => ({
    ...{ field, type: "quantitative", title: "share of replicates" },
  });
  const [most, last] = [rows[0], rows.at(-1)];
  const frequent =
    most === undefined
      ? ""
      : `The most frequent, ${most[0]}, has a share of ${bits(most[3])} (${most[2]} of ${replicates}).`;
  const together =
    last === undefined || rows.length === 1
      ? ""
      : `The ${rows.length} drawn have a share of ${bits(last[4])} together.`;
  return figure({
    name: "spectrum",
    title: "How often patterns come",
    caption: [
      `There ${distinctPatterns === 1 ? "is" : "are"} ${counted(distinctPatterns, "distinct pattern")} in ${counted(replicates, "replicate")}.`,
      frequent,
      together,
      leftOutText(drawn.length, distinctPatterns, "patterns"),
    ],
    table,
    view: {
      width: ROW_WIDTH,
      height: ROW_HEIGHT * rows.length,
      data: dataOf(table),
      layer: [
        {
          mark: { type: "bar", color: OWN.colour, height: { band: 0.7 } },
          encoding: { x: x("share"), y },
        },
        {
          mark: { ...lineMark(TOGETHER, rows.length), orient: "vertical" },
          encoding: { x: x("coverage"), y },
        },
        legendLayer([OWN, TOGETHER], 1),
      ],
    },
  });
}
