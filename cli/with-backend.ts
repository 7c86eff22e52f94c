import { type Backend, type BackendName, createBackend } from "../engine/index.js";

/** Does `work` with a backend of its own, which is disposed of however the work ends. */
export async function withBackend<T>(name: BackendName, work: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await createBackend(name);
  try {
    return await work(backend);
  } finally {
    backend.dispose();
  }
}
