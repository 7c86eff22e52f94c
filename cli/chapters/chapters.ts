import type { Chapter } from "./chapter.js";
import { evolution } from "./pages/evolution.js";
import { pinnedEnds } from "./pages/pinned-ends.js";

/** All chapters, in the order in which they are read and numbered. */
export const CHAPTERS: readonly Chapter[] = [evolution, pinnedEnds];
