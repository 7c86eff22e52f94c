import type { Chapter } from "./chapter.js";
import { dynamics } from "./pages/dynamics.js";
import { pinnedEnds } from "./pages/pinned-ends.js";
import { regulatoryNetwork } from "./pages/regulatory-network.js";

/** All chapters, in the order in which they are read and numbered. */
export const CHAPTERS: readonly Chapter[] = [dynamics, regulatoryNetwork, pinnedEnds];
