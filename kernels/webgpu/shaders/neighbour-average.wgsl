// The neighbours of a cell; an end cell of an open or pinned line sees its one neighbour on both sides.

const PINNED = 1u;
const PERIODIC = 2u;
const LAST_CELL = CELLS - 1u;
const LEFT_OF_FIRST = select(min(1u, LAST_CELL), LAST_CELL, BOUNDARY == PERIODIC);
const RIGHT_OF_LAST = select(LAST_CELL - min(1u, LAST_CELL), 0u, BOUNDARY == PERIODIC);

fn leftOf(cell: u32) -> u32 {
  return select(cell - 1u, LEFT_OF_FIRST, cell == 0u);
}

fn rightOf(cell: u32) -> u32 {
  return select(cell + 1u, RIGHT_OF_LAST, cell == LAST_CELL);
}

fn averageOf(left: f32, right: f32) -> f32 {
  return (left + right) * 0.5f;
}

// Whether a cell is held at 0.
fn isPinned(cell: u32) -> bool {
  return BOUNDARY == PINNED && (cell == 0u || cell == LAST_CELL);
}
