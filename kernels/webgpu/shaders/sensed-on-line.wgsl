// What a cell of a line senses, by the states of a replicate, which begin at first.

fn sensedBy(first: u32, cell: u32) -> f32 {
  let left = select(cell - 1u, LEFT_OF_FIRST, cell == 0u);
  let right = select(cell + 1u, RIGHT_OF_LAST, cell == LAST_CELL);
  return averageOf(stateOf(first + left), stateOf(first + right));
}
