import { CATALOGUE, type Catalogue, type Connectivity } from "#kernels/index.js";
import { linear } from "./linear-model/linear.js";

/** Cells see all within a distance of two, and two inner ones are held at 0. */
const averaged: Connectivity = {
  description: "the average of two cells to either side",
  symmetry: "mirror",
  normalise: "receiver",
  neighbours: (cell, cells) =>
    [cell - 2, cell - 1, cell + 1, cell + 2].filter((other) => other >= 0 && other < cells),
  held: (cells) => (cells < 4 ? [] : [1, cells >> 1]),
};

/** The same, each cell sharing what it sends among those who see it: s̄ then reaches 5/3. */
const shared: Connectivity = { ...averaged, normalise: "sender" };

/** Rows of any length and order, one of none; one inner cell is held at 0. */
const irregular: Connectivity = {
  description: "far cells and near ones, in no order",
  symmetry: "mirror",
  normalise: "sender",
  neighbours: (cell, cells) =>
    cell === 2
      ? []
      : [...new Set([(5 * cell + 3) % cells, cell + 1, cell - 2, (cell * cell) % cells])].filter(
          (other) => other !== cell && other >= 0 && other < cells,
        ),
  held: (cells) => (cells < 3 ? [] : [cells - 2]),
};

/** Connectivities of the tests, which no sweep knows by itself. */
export const OTHER_CONNECTIVITIES = { averaged, shared, irregular };

/** All that the tests simulate: the package's models and connectivities, and their own. */
export const TEST_CATALOGUE: Catalogue = {
  models: { ...CATALOGUE.models, linear },
  connectivities: { ...CATALOGUE.connectivities, ...OTHER_CONNECTIVITIES },
};
