// Whether a state is at a wall: where a step ends that the clip cut short.
fn isWalled(state: f32) -> bool {
  return state <= 0f || 1f <= state;
}
