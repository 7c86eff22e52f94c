import type { Config } from "../../config/config.js";
import { resolveConfig } from "../../config/resolve-config.js";
import { boundOf, follow, type Laboratory, presetWith, search, sized } from "../laboratory.js";
import type { Study } from "../study.js";
import { claims } from "./claims.js";
import { drawsOf } from "./draws.js";
import type { Backpropagation } from "./findings.js";
import { diagnosed, type FollowedTraining } from "./followed.js";
import { racesOf } from "./races.js";
import { STALLS } from "./stalls.js";
import { variantsOf } from "./variants.js";

async function compute(laboratory: Laboratory): Promise<Backpropagation> {
  const pairs = sized(laboratory, 8, 2);
  laboratory.begin("both stalls of backpropagation");
  const stalled = (config: Config): Promise<FollowedTraining> =>
    diagnosed(laboratory, config, {
      generations: sized(laboratory, config.search.stop.generations, 12),
      pairs,
    });
  const [first, plateau] = await Promise.all([
    stalled(resolveConfig(STALLS.first)),
    stalled(resolveConfig(STALLS.plateau)),
  ]);
  const look = { replicates: 4, every: 5 };
  const trajectories = {
    first: await follow(laboratory, first.config, first.genome, look),
    plateau: await follow(laboratory, plateau.config, plateau.genome, look),
  };
  laboratory.begin("the stalls with other noise, fates and clips");
  const variants = await variantsOf(laboratory);
  laboratory.begin("the training that works");
  const generations = sized(laboratory, 75, 20);
  const config = presetWith("gradient", { search: { stop: { generations } } });
  const training = await search(laboratory, config);
  const trained = await diagnosed(laboratory, config, { generations, pairs });
  laboratory.begin("gradients and evolution on one budget");
  const races = await racesOf(laboratory);
  laboratory.begin("gradients of networks that have the bound");
  const draws = await drawsOf(laboratory);
  const stalls = { first, plateau };
  return { bound: boundOf(config), stalls, trajectories, variants, training, trained, races, draws };
}

/** How training by gradients stalls behind the clip, what makes it work, and what it cannot do. */
export const backpropagation: Study<Backpropagation> = {
  name: "backpropagation",
  title: "Backpropagation",
  question: "Why did training by gradients stall, what makes it work, and what is it good for?",
  compute,
  claims,
};
