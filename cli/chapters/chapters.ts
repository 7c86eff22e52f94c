import type { Chapter } from "./chapter.js";
import { backpropagation } from "./pages/backpropagation.js";
import { dynamics } from "./pages/dynamics.js";
import { evolution } from "./pages/evolution.js";
import { pinnedEnds } from "./pages/pinned-ends.js";
import { regulatoryNetwork } from "./pages/regulatory-network.js";
import { utilityFunction } from "./pages/utility-function.js";

/** All chapters, in the order in which they are read and numbered. */
export const CHAPTERS: readonly Chapter[] = [
  utilityFunction,
  dynamics,
  regulatoryNetwork,
  evolution,
  backpropagation,
  pinnedEnds,
];
