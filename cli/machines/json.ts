import type { Chart } from "./chart.js";
import { machineConfig } from "./machine-config.js";

/** A chart as JSON: the configuration of a machine. */
export function chartJson(chart: Chart): string {
  return `${JSON.stringify(machineConfig(chart), null, 2)}\n`;
}
