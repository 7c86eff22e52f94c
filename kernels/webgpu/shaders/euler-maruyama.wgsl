// One step of one cell: min(max((s + g) + n, 0), 1), a NaN kept; a held cell is 0.
fn moveCell(cell: u32, state: f32, increment: f32, noise: f32) -> f32 {
  let moved = (state + increment) + noise;
  let floored = select(moved, 0f, moved < 0f);
  return select(select(floored, 1f, floored > 1f), 0f, isHeld(cell));
}
