import { layerPlaces, type LayerPlace } from "../../network/layers.js";
import type { Laboratory } from "../laboratory.js";
import type { Study } from "../study.js";
import { claims } from "./claims.js";
import { coinFlipUtility } from "./coin-flips.js";
import { coinFlips, HIDDEN, randomNetworks, type RandomNetworks } from "./random-networks.js";

/** What the regulatory network is, and what random ones do. */
export interface RegulatoryNetwork {
  /** Where the layers lie in a genome. */
  readonly layers: readonly LayerPlace[];
  readonly lecun: RandomNetworks;
  readonly wide: RandomNetworks;
  /** Utilities by the plug-in of lines without regulation, on as many replicates as the networks, and what theory expects. */
  readonly coins: { readonly utilities: Float64Array; readonly expected: number };
}

async function compute(laboratory: Laboratory): Promise<RegulatoryNetwork> {
  laboratory.begin("random networks, LeCun-normal");
  const lecun = await randomNetworks(laboratory, "lecun");
  laboratory.begin("random networks of the wide law");
  const wide = await randomNetworks(laboratory, "wide");
  laboratory.begin("lines without regulation");
  const utilities = await coinFlips(laboratory, lecun.replicates);
  const coins = { utilities, expected: coinFlipUtility(lecun.config.model.cells, lecun.replicates) };
  return { layers: layerPlaces(HIDDEN), lecun, wide, coins };
}

/** The regulatory network, how it is drawn and looked up, and what random ones do. */
export const regulatoryNetwork: Study<RegulatoryNetwork> = {
  name: "regulatory-network",
  title: "The regulatory network",
  question: "What is the network that regulates a cell, and what do networks do that nobody has trained?",
  compute,
  claims,
};
