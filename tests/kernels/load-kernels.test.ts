import { spawnSync } from "node:child_process";
import { expect, expectTypeOf, it } from "vitest";

const PROGRAM = `
  const { loadKernels, plugInEntropy } = await import("#kernels/index.js");
  const entropy = () => plugInEntropy(Uint32Array.of(1, 1));
  try {
    entropy();
  } catch ({ code, cure }) {
    console.log(JSON.stringify({ code, cure }));
  }
  const [first, second] = await Promise.all([loadKernels(), loadKernels()]);
  console.log(first === second && first === (await loadKernels()), entropy());
`;

it("says that the kernels are to be loaded where they are not, and loads them once", () => {
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    encoding: "utf8",
  });
  const [error, loaded] = stdout.trim().split("\n");
  expect(JSON.parse(error!)).toEqual({
    code: "wasm.not-loaded",
    cure: expect.stringContaining("await loadKernels()") as string,
  });
  expect(loaded).toBe("true 1");
});

it("takes the same from a browser as from Node", () => {
  expectTypeOf<typeof import("#kernels/platform/browser.js")>().toEqualTypeOf<
    typeof import("#kernels/platform/node.js")
  >();
});
