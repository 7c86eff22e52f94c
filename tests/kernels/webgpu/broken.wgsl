// A shader with an error in line 4, for the test of check-shaders.mjs.
@compute @workgroup_size(1)
fn broken() {
  let x: u32 = 1f;
}
