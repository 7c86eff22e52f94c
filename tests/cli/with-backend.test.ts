import { describe, expect, it, vi } from "vitest";
import { withBackend } from "#cli/with-backend.js";
import type { Backend } from "#kernels/index.js";

/** A backend that is being worked with, and a spy on its disposal. */
function watched(backend: Backend): { disposed: () => number } {
  const dispose = vi.spyOn(backend, "dispose");
  return { disposed: () => dispose.mock.calls.length };
}

describe("withBackend", () => {
  it("gives what the work gives, and disposes of the backend after it", async () => {
    let seen: ReturnType<typeof watched> | undefined;
    const name = await withBackend("wasm", async (backend) => {
      seen = watched(backend);
      await Promise.resolve();
      expect(seen.disposed()).toBe(0);
      return backend.name;
    });
    expect(name).toBe("wasm");
    expect(seen?.disposed()).toBe(1);
  });

  it("disposes of the backend when the work fails, and passes the error on", async () => {
    let seen: ReturnType<typeof watched> | undefined;
    const work = withBackend("wasm", (backend) => {
      seen = watched(backend);
      return Promise.reject(new Error("no room"));
    });
    await expect(work).rejects.toThrow("no room");
    expect(seen?.disposed()).toBe(1);
  });
});
