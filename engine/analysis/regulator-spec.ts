import { CellfateError } from "../../kernels/index.js";
import { flattenNetwork } from "../network/flat-genome.js";

/** A regulatory function as a network. */
export interface Regulator {
  readonly hidden: readonly number[];
  readonly genome: Float32Array;
}

/** The parameters of a specification where it does not give them. */
const DEFAULTS: readonly (readonly [name: string, value: number])[] = [
  ["amplitude", 1],
  ["gain", 5],
  ["centre", 0.5],
];

/** How a regulatory function is named on the command line. */
export const REGULATOR_USAGE = "tanh:amplitude=1,gain=5,centre=0.5 · zero · a champion.json or run directory";

/**
 * The network of a regulator written as `tanh:amplitude=1,gain=5,centre=0.5`, f(s̄) = −amplitude·tanh(gain·(s̄ − centre))
 * (one hidden cell), or `zero`, f = 0; undefined where `spec` is neither, and so may be a file.
 *
 * @throws CellfateError `regulator.invalid`
 */
export function parseRegulator(spec: string): Regulator | undefined {
  if (spec === "zero") return oneUnit(0, 0, 0);
  if (spec !== "tanh" && !spec.startsWith("tanh:")) return undefined;
  const values = new Map(DEFAULTS);
  const named = new Set<string>();
  for (const part of spec.slice("tanh:".length).split(",").filter(Boolean)) {
    const [name = "", text = "", ...more] = part.split("=");
    const value = Number(text);
    const repeated = named.has(name);
    const readable = more.length === 0 && text.trim() !== "" && Number.isFinite(value);
    if (repeated || !values.has(name) || !readable) {
      throw new CellfateError({
        code: "regulator.invalid",
        message: repeated
          ? `${name} is given twice`
          : `Expected amplitude, gain or centre and a number, got "${part}"`,
        where: `regulator ${spec}`,
        cure: `Write ${REGULATOR_USAGE}.`,
      });
    }
    named.add(name);
    values.set(name, value);
  }
  const { amplitude, gain, centre } = Object.fromEntries(values);
  return oneUnit(amplitude!, gain!, centre!);
}

function oneUnit(amplitude: number, gain: number, centre: number): Regulator {
  const genome = flattenNetwork([
    { bias: [-gain * centre], kernel: [[gain]] },
    { bias: [0], kernel: [[-amplitude]] },
  ]);
  return { hidden: [1], genome };
}
