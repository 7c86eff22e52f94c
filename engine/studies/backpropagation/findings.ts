import type { FoundBySearch, Trajectories } from "../laboratory.js";
import type { Draws } from "./draws.js";
import type { FollowedTraining } from "./followed.js";
import type { Race } from "./races.js";
import type { StallName } from "./stalls.js";
import type { Variant } from "./variants.js";

/** How training by gradients stalls, how it works, and what it is good for. */
export interface Backpropagation {
  /** The most that identical cells on the line can have, in bits. */
  readonly bound: number;
  readonly stalls: Readonly<Record<StallName, FollowedTraining>>;
  /** Of the networks that both end with. */
  readonly trajectories: Readonly<Record<StallName, Trajectories>>;
  readonly variants: readonly Variant[];
  /** The training of the preset `gradient`, and how its gradients came about. */
  readonly training: FoundBySearch;
  readonly trained: FollowedTraining;
  readonly races: readonly Race[];
  readonly draws: Draws;
}
