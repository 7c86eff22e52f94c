// Loaded before the program by `node --import`: a named point of its file operations kills the process or fails.
// CELLFATE_FAULT is JSON: { point, at, count, action }, `at` and `count` saying from which time on and how often,
// `action` "kill" or the code of an error.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import { isMainThread } from "node:worker_threads";

const { point, at = 1, count = Infinity, action = "kill" } = JSON.parse(process.env.CELLFATE_FAULT ?? "{}");
let seen = 0;

/** Whether the point is reached this time. */
function isDue(name) {
  if (name !== point) return false;
  seen++;
  return seen >= at && seen < at + count;
}

function reach(name) {
  if (!isDue(name)) return;
  if (action === "kill") process.kill(process.pid, "SIGKILL");
  throw Object.assign(new Error(`${action}: injected at ${name}`), { code: action });
}

const isCheckpoint = (path) => /gen-\d+\.ckpt/.test(path);

function patchPromises() {
  const { open, writeFile, rename, mkdir, rm } = fs.promises;
  const pathOf = new WeakMap();
  fs.promises.open = async (path, flags, ...rest) => {
    reach("any call");
    if (basename(path) === "checkpoints") reach("before the folder's fsync");
    const handle = await open(path, flags, ...rest);
    pathOf.set(handle, path);
    const { sync } = handle;
    handle.sync = async () => {
      reach("any call");
      await sync.call(handle);
    };
    return handle;
  };
  fs.promises.writeFile = async (target, ...data) => {
    const path = pathOf.get(target) ?? String(target);
    reach("any call");
    if (isCheckpoint(path)) reach("checkpoint write");
    await writeFile(target, ...data);
    if (isCheckpoint(path)) reach("after the temporary file");
  };
  fs.promises.rename = async (from, to) => {
    reach("any call");
    if (isCheckpoint(to)) reach("before the rename");
    await rename(from, to);
  };
  fs.promises.mkdir = async (...rest) => {
    reach("any call");
    return mkdir(...rest);
  };
  fs.promises.rm = async (...rest) => {
    reach("any call");
    return rm(...rest);
  };
}

function patchSync() {
  const { writeSync, linkSync, writeFileSync, rmSync, renameSync } = fs;
  fs.writeSync = (descriptor, buffer, offset, length, position) => {
    reach("any call");
    if (!Buffer.isBuffer(buffer) || !buffer.includes("bestIndividual")) {
      return writeSync(descriptor, buffer, offset, length, position);
    }
    reach("history write");
    if (point === "short history write" && isDue(point)) {
      return writeSync(descriptor, buffer, offset, Math.ceil(length / 2), position);
    }
    if (point === "torn history line" && seen + 1 === at) {
      writeSync(descriptor, buffer, offset, Math.ceil(length / 2), position);
    }
    reach("torn history line");
    const written = writeSync(descriptor, buffer, offset, length, position);
    reach("between history line and checkpoint");
    return written;
  };
  for (const [name, original] of Object.entries({ linkSync, writeFileSync, rmSync, renameSync })) {
    fs[name] = (...rest) => {
      reach("any call");
      return original(...rest);
    };
  }
}

if (isMainThread && point !== undefined) {
  patchPromises();
  patchSync();
  syncBuiltinESMExports();
}
