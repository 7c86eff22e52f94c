/** What the host calls of this model. */
export { advanceNetwork } from "./network-drift";
export { gatherTable, openTable, recordTable, retreatTable, scatterTable } from "./table-adjoint";
export { advanceTable, tabulate } from "./table-drift";
