import { spawn } from "node:child_process";

/** A program that simulates the same problem in another process; see the heads of the programs in this folder. */
export interface Peer {
  /** Simulates once. */
  run(): Promise<void>;
  /** What the last run came to, as the program's head says; ends the program. @param question the line that asks for it */
  answer(question: "patterns" | "gradient"): Promise<Uint8Array<ArrayBuffer>>;
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
    answer: (question) =>
      new Promise((resolve, reject) => {
        onData = (): void => undefined;
        onEnd = (): void => {
          resolve(Uint8Array.from(Buffer.concat(chunks)));
        };
        fail = reject;
        chunks.length = 0;
        child.stdin.end(`${question}\n`);
      }),
    end: () => {
      fail = (): void => undefined;
      child.kill();
    },
  };
}
