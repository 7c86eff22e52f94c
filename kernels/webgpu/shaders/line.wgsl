// A line or ring of cells that sense the ones beside them. LEFT_OF_FIRST and RIGHT_OF_LAST are the cells that its
// ends see on their outer sides.

fn averageOf(left: f32, right: f32) -> f32 {
  return (left + right) * 0.5f;
}

// Whether a cell is held at 0.
fn isHeld(cell: u32) -> bool {
  return ENDS_HELD && (cell == 0u || cell == LAST_CELL);
}
