import { spawn } from "node:child_process";

/** A program that simulates the same problem in another process; see the heads of the programs in this folder. */
export interface Peer {
  /** Simulates once. */
  run(): Promise<void>;
  /** The patterns of the last run, u32 `[individual][replicate]`, packed as ours; ends the program. */
  patterns(): Promise<Uint32Array>;
  end(): void;
}

/** Starts a program; its errors are shown. */
export function startPeer(command: string, arguments_: readonly string[], env: NodeJS.ProcessEnv = {}): Peer {
  const child = spawn(command, arguments_, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const chunks: Buffer[] = [];
  let onData: () => void = () => undefined;
  let onEnd: () => void = () => undefined;
  let fail: (cause: Error) => void = () => undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    if (chunk.at(-1) === 10) onData();
  });
  child.on("error", (cause) => fail(cause));
  child.on("close", (code) => {
    if (code === 0) onEnd();
    else fail(new Error(`${command} ended with code ${code ?? "none"}.`));
  });
  return {
    run: () =>
      new Promise((resolve, reject) => {
        onData = resolve;
        fail = reject;
        chunks.length = 0;
        child.stdin.write("run\n");
      }),
    patterns: () =>
      new Promise((resolve, reject) => {
        onData = (): void => undefined;
        onEnd = (): void => {
          const bytes = Uint8Array.from(Buffer.concat(chunks));
          resolve(new Uint32Array(bytes.buffer));
        };
        fail = reject;
        chunks.length = 0;
        child.stdin.end("patterns\n");
      }),
    end: () => {
      fail = (): void => undefined;
      child.kill();
    },
  };
}
