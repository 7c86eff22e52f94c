import { layerPlaces } from "../../network/layers.js";
import type { Laboratory } from "../laboratory.js";
import type { Study } from "../study.js";
import { claims } from "./claims.js";
import { coinFlipUtility } from "./coin-flips.js";
import type { RegulatoryNetwork } from "./findings.js";
import { coinFlips, HIDDEN, randomNetworks } from "./random-networks.js";

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
