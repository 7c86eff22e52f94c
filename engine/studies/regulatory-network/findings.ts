import type { LayerPlace } from "../../network/layers.js";
import type { RandomNetworks } from "./random-networks.js";

/** What the regulatory network is, and what random ones do. */
export interface RegulatoryNetwork {
  /** Where the layers lie in a genome. */
  readonly layers: readonly LayerPlace[];
  readonly lecun: RandomNetworks;
  readonly wide: RandomNetworks;
  /** Utilities by the plug-in of lines without regulation, on as many replicates as the networks, and what theory expects. */
  readonly coins: { readonly utilities: Float64Array; readonly expected: number };
}
