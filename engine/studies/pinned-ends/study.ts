import type { Config } from "../../config/config.js";
import type { MeasuresReport } from "../../evaluation/measures-report.js";
import { atLeast, type Claim, near } from "../claim.js";
import {
  boundOf,
  type Effort,
  follow,
  type FoundBySearch,
  type Laboratory,
  measure,
  presetWith,
  search,
  sized,
  tanhRegulator,
  type Trajectories,
  under,
} from "../laboratory.js";
import type { Study } from "../study.js";

/** Both boundaries that are compared. */
type Boundary = "open" | "pinned";
/** A value for each boundary. */
type Both<T> = Readonly<Record<Boundary, T>>;

/** What pinned ends change. */
export interface PinnedEnds {
  readonly bound: number;
  /** f = −tanh(gain·(s̄ − ½)) of several gains. */
  readonly gains: readonly { readonly gain: number; readonly measures: Both<MeasuresReport> }[];
  /** The same at the gain of the reference, on more replicates and as trajectories. */
  readonly measures: Both<MeasuresReport>;
  readonly trajectories: Both<Trajectories>;
  /** The same search under both boundaries. */
  readonly searches: Both<FoundBySearch>;
}

export const GAIN = 10;
const GAINS = [0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30];

async function both<T>(make: (boundary: Boundary) => Promise<T>): Promise<Both<T>> {
  return { open: await make("open"), pinned: await make("pinned") };
}

function configOf(boundary: Boundary): Config {
  return presetWith("lateral-inhibition", { model: { boundary } });
}

async function compute(laboratory: Laboratory): Promise<PinnedEnds> {
  const replicates = sized(laboratory, { gain: 3000, reference: 40_000 }, { gain: 500, reference: 8000 });
  const measured = (gain: number, count: number): Promise<Both<MeasuresReport>> => {
    const regulator = tanhRegulator(gain);
    return both((boundary) =>
      measure(laboratory, under(configOf(boundary), regulator), regulator.genome, count),
    );
  };
  laboratory.begin("lateral inhibition of several gains, open and pinned");
  const gains = [];
  for (const gain of GAINS) gains.push({ gain, measures: await measured(gain, replicates.gain) });
  const measures = await measured(GAIN, replicates.reference);
  const regulator = tanhRegulator(GAIN);
  const trajectories = await both((boundary) =>
    follow(laboratory, under(configOf(boundary), regulator), regulator.genome, { replicates: 4, every: 5 }),
  );
  laboratory.begin("the same evolution, open and pinned");
  const generations = sized(laboratory, 200, 40);
  const searches = await both((boundary) =>
    search(
      laboratory,
      presetWith("lateral-inhibition", { model: { boundary }, search: { stop: { generations } } }),
    ),
  );
  return { bound: boundOf(configOf("pinned")), gains, measures, trajectories, searches };
}

/** Utilities of f = −tanh(10·(s̄ − ½)) at noise .1 and duration 20, from 100,000 replicates of another program each. */
const REFERENCE = { open: 0.618, pinned: 0.937, positional: 0.869, standardError: 0.0005 };
/** A true claim fails by chance once in 16,000 times. */
const STANDARD_ERRORS = 4;

function tolerance({ standardError }: MeasuresReport): number {
  const [own, reference] = [standardError ?? Infinity, REFERENCE.standardError];
  return STANDARD_ERRORS * Math.sqrt(own * own + reference * reference);
}

function claims({ bound, measures, searches }: PinnedEnds, effort: Effort): readonly Claim[] {
  const { open, pinned } = measures;
  const reason = "a reference of 100,000 replicates ± 0.0005, ± 4 standard errors of the difference";
  const found = searches.pinned.champion.assessment.measures.utility ?? NaN;
  return [
    near(
      { name: "open-utility", text: "U of f = −tanh(10(s̄ − ½)), open ends", reason },
      open.utility ?? NaN,
      REFERENCE.open,
      tolerance(open),
    ),
    near(
      { name: "pinned-utility", text: "U of f = −tanh(10(s̄ − ½)), pinned ends", reason },
      pinned.utility ?? NaN,
      REFERENCE.pinned,
      tolerance(pinned),
    ),
    near(
      { name: "pinned-positional", text: "of it PI", reason },
      pinned.positionalInformation,
      REFERENCE.positional,
      tolerance(pinned),
    ),
    atLeast(
      {
        name: "pinned-share-of-one-pattern",
        text: "the share of replicates with pinned ends that end as 0101010",
        reason: "more than all other patterns together",
      },
      (pinned.patterns.find(({ pattern }) => pattern === "0101010")?.count ?? 0) / pinned.replicates,
      0.5,
    ),
    atLeast(
      {
        name: "pinned-evolution",
        text: "U of the champion of the documented evolution with pinned ends, of the bound",
        reason:
          effort === "full"
            ? "with open ends it stops at three quarters of the bound"
            : "a fifth of the generations: it has to be above the open ends' plateau of three quarters",
      },
      found / bound,
      effort === "full" ? 0.9 : 0.8,
    ),
  ];
}

/** What pinned ends change, and why: the same regulators and the same evolution, open and pinned. */
export const pinnedEnds: Study<PinnedEnds> = {
  name: "pinned-ends",
  title: "Pinned ends",
  question: "What changes if both ends of the line are held at 0, and why?",
  compute,
  claims,
};
