import type { BackendName, ConnectivityName, Evaluation } from "../../kernels/index.js";
import type { EstimatorName } from "../information/entropy-estimators.js";
import type { Bounds } from "../strategies/bounds.js";
import type { RestartOptions } from "../strategies/restarts.js";
import type { StrategyConfig } from "../strategies/registry.js";
import type { InitialLaw } from "../network/initial-law.js";
import type { OldSearchKeys } from "./old-spelling.js";

/** A resolved configuration: every key present and in range. Units and ranges stand in the schema's descriptions. */
export interface Config {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly model: {
    readonly cells: number;
    readonly boundary: ConnectivityName;
    readonly duration: number;
    readonly dt: number;
    readonly noiseStrength: number;
    readonly initialMean: number;
    readonly initialSpread: number;
    readonly thresholds: readonly number[];
  };
  readonly network: { readonly hidden: readonly number[]; readonly initial: InitialLaw };
  readonly evaluation: {
    readonly replicates: number;
    readonly randomNumbers: "common" | "independent";
    readonly estimator: EstimatorName;
    readonly regulation: Evaluation;
    /** Fitness is the least utility over time steps dt / part. */
    readonly timeSteps: readonly number[];
    readonly racing: { readonly replicates: number; readonly promoted: number } | null;
    readonly rescoring: { readonly individuals: number; readonly replicates: number } | null;
    readonly maxReplicates: number | null;
  };
  readonly search: {
    readonly strategy: StrategyConfig;
    readonly restarts: RestartOptions | null;
    readonly bounds: Bounds | null;
    /** When the search ends; these may change between two sittings of a run. */
    readonly stop: {
      readonly generations: number;
      readonly target: number | null;
      readonly verification: {
        readonly replicates: number;
        readonly timeSteps: readonly number[];
        readonly slack: number;
      };
      readonly patience: number | null;
      readonly maxSeconds: number | null;
    };
  };
  readonly champion: {
    readonly candidates: number;
    readonly replicates: number;
    readonly standardError: number;
    readonly maxReplicates: number;
  };
  readonly run: {
    readonly backend: BackendName | "auto";
    readonly workers: number | "auto";
    readonly checkpointEvery: number;
    readonly keep: number;
  };
}

type Stop = Config["search"]["stop"];
type Sections<T> = { readonly [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : Partial<T[K]> };

/** A configuration as users write it: any key may be left out, and the keys of `search` may have their old spelling. */
export type ConfigInput = Sections<Omit<Config, "search" | "network">> & {
  readonly network?: {
    readonly hidden?: readonly number[];
    readonly initial?: InitialLaw["law"] | Partial<InitialLaw>;
  };
  readonly search?: OldSearchKeys & {
    readonly strategy?: StrategyConfig["name"] | Partial<StrategyConfig>;
    readonly restarts?: Partial<RestartOptions> | null;
    readonly bounds?: Bounds | null;
    readonly stop?: Partial<Omit<Stop, "verification">> & {
      readonly verification?: Partial<Stop["verification"]>;
    };
  };
};
