// Hands out the random words and the normals of the shaders' modules; an invocation a counter.

struct Draw {
  words: vec2u,
  normals: vec2f,
}

@group(0) @binding(0) var<storage, read> counters: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> draws: array<Draw>;

@compute @workgroup_size(64)
fn draw(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&counters)) {
    return;
  }
  let counter = counters[id.x];
  let words = threefry2x32(counter.xy, counter.zw);
  draws[id.x] = Draw(words, boxMuller(words));
}
