import { checkString } from "../../kernels/check.js";
import { CellfateError } from "../../kernels/index.js";
import { flattenNetwork } from "../network/flat-genome.js";

/** A regulatory function as a network. */
export interface Regulator {
  /** The specification with every parameter in it. */
  readonly spec: string;
  readonly hidden: readonly number[];
  readonly genome: Float32Array;
}

/** The parameters of a specification, as they are where it does not give them. */
const DEFAULTS = { amplitude: 1, gain: 5, centre: 0.5 };

function isParameter(name: string): name is keyof typeof DEFAULTS {
  return Object.hasOwn(DEFAULTS, name);
}

/** How a regulatory function is named on the command line. */
export const REGULATOR_USAGE = "tanh:amplitude=1,gain=5,centre=0.5 · zero · a champion.json or run directory";

/**
 * The network of a regulator written as `tanh:amplitude=1,gain=5,centre=0.5`, f(s̄) = −amplitude·tanh(gain·(s̄ − centre))
 * (one hidden cell; what is left out is as here), or `zero`, f = 0; undefined where `spec` is neither, and so may be a file.
 *
 * @throws CellfateError `regulator.invalid`, `argument.invalid`
 */
export function parseRegulator(spec: string): Regulator | undefined {
  checkString(spec, "spec");
  if (spec === "zero") return { spec, ...oneUnit(0, 0, 0) };
  if (spec !== "tanh" && !spec.startsWith("tanh:")) return undefined;
  const values = { ...DEFAULTS };
  const named = new Set<string>();
  for (const part of spec.slice("tanh:".length).split(",").filter(Boolean)) {
    const [name = "", text = "", ...more] = part.split("=");
    const value = Number(text);
    const repeated = named.has(name);
    const readable = more.length === 0 && text.trim() !== "" && Number.isFinite(value);
    if (repeated || !isParameter(name) || !readable) {
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
    values[name] = value;
  }
  const { amplitude, gain, centre } = values;
  if (![amplitude, gain, gain * centre].every((value) => Number.isFinite(Math.fround(value)))) {
    throw new CellfateError({
      code: "regulator.invalid",
      message: "Expected amplitude, gain and gain·centre in the range of f32, at most 3.4e38",
      where: `regulator ${spec}`,
      cure: "Write smaller numbers.",
    });
  }
  return {
    spec: `tanh:amplitude=${amplitude},gain=${gain},centre=${centre}`,
    ...oneUnit(amplitude, gain, centre),
  };
}

function oneUnit(amplitude: number, gain: number, centre: number): Omit<Regulator, "spec"> {
  const genome = flattenNetwork([
    { bias: [-gain * centre], kernel: [[gain]] },
    { bias: [0], kernel: [[-amplitude]] },
  ]);
  return { hidden: [1], genome };
}
