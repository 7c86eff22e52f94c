// What a cell of any lattice senses, by the states of a replicate, which begin at first: s̄ = r·Σ c·s over its edges, in order.

fn sensedBy(first: u32, cell: u32) -> f32 {
  let row = rows[cell];
  var sum = edges[row.first].sent * stateOf(first + edges[row.first].source);
  for (var at = row.first + 1u; at < row.end; at++) {
    sum = sum + edges[at].sent * stateOf(first + edges[at].source);
  }
  return row.received * sum;
}

// Whether a cell is held at 0.
fn isHeld(cell: u32) -> bool {
  return rows[cell].held != 0u;
}
