/** What the host calls of this model. */
export { advanceNetwork } from "./network-drift";
export { advanceTable, tabulate } from "./table-drift";
