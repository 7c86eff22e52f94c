import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import {
  type Config,
  configurationHash,
  type ConfigInput,
  resolveConfig,
  STRATEGIES,
} from "#engine/index.js";
import { configurationHashV1 } from "#engine/checkpoint/format-v1.js";

const hash = (input: ConfigInput): string => configurationHash(resolveConfig(input));

/** Every key of the sections of a configuration, with a value that is not its default. */
const CHANGES: readonly ConfigInput[] = [
  { seed: 43 },
  { model: { cells: 8 } },
  { model: { boundary: "pinned" } },
  { model: { duration: 10 } },
  { model: { dt: 0.02 } },
  { model: { noiseStrength: 0.2 } },
  { model: { initialMean: 0.4 } },
  { model: { initialSpread: 0.2 } },
  { model: { thresholds: [0.4] } },
  { model: { thresholds: [0.4, 0.5] } },
  { network: { hidden: [8, 8] } },
  { network: { hidden: [88] } },
  { network: { initial: "wide" } },
  { network: { initial: { law: "wide", amplitude: 8 } } },
  { evaluation: { replicates: 101 } },
  { evaluation: { randomNumbers: "independent" } },
  { evaluation: { estimator: "nsb" } },
  { evaluation: { regulation: "direct" } },
  { evaluation: { timeSteps: [1, 4] } },
  { evaluation: { racing: { replicates: 8, promoted: 12 } } },
  { evaluation: { rescoring: { individuals: 4, replicates: 128 } } },
  { evaluation: { maxReplicates: 400 } },
  { search: { strategy: { population: 21 } } },
  { search: { strategy: { parents: 6 } } },
  { search: { strategy: { mutationStep: 0.2 } } },
  { champion: { candidates: 6 } },
  { champion: { replicates: 3001 } },
  { champion: { standardError: 0.004 } },
  { champion: { maxReplicates: 100_001 } },
];

describe("the hash of a configuration", () => {
  it("is the same for how a run is carried out and when it stops, and for either spelling", () => {
    for (const same of [
      { run: { workers: 3, backend: "reference", keep: 9, checkpointEvery: 7 } },
      { search: { stop: { generations: 9, target: 0.5, patience: 3, maxSeconds: 1 } } },
      { search: { strategy: "mu-plus-lambda", population: 20, generations: 9 } },
      { search: { strategy: { name: "mu-plus-lambda", parents: 5 } }, model: { cells: 7 } },
    ] satisfies ConfigInput[]) {
      expect(hash(same)).toBe(hash({}));
    }
  });

  it("is another for every change of what goes into the generations, one key or two", () => {
    const pairs = CHANGES.flatMap((a, i) =>
      CHANGES.slice(i + 1).flatMap((b) => {
        const [first] = Object.keys(a);
        return Object.hasOwn(b, first!) ? [] : [{ ...a, ...b }];
      }),
    );
    const hashes = [{}, ...CHANGES, ...pairs].map(hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("covers every key but run.* and search.stop.*", () => {
    const { run, search, schemaVersion, ...sections } = resolveConfig({});
    const keys = Object.entries({ ...sections, search: { strategy: search.strategy } }).flatMap(
      ([section, value]) =>
        typeof value === "object" ? Object.keys(value).map((key) => `${section}.${key}`) : section,
    );
    const changed = CHANGES.flatMap((change) =>
      Object.entries(change).flatMap(([section, value]) =>
        typeof value === "object" ? Object.keys(value).map((key) => `${section}.${key}`) : section,
      ),
    );
    expect([...new Set(changed)].sort()).toEqual(keys.sort());
  });

  it("knows nothing of keys at their defaults, so that keys added later change no hash", () => {
    const of = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
    expect(hash({})).toBe(of('{"identity":{},"strategy":"mu-plus-lambda"}'));
    expect(hash({ seed: 7, model: { cells: 9 }, search: { strategy: { population: 30 } } })).toBe(
      of(
        '{"identity":{"model":{"cells":9},"search":{"strategy":{"population":30}},"seed":7},"strategy":"mu-plus-lambda"}',
      ),
    );
  });

  it("names the strategy, whose options have defaults of their own", () => {
    const hashes = STRATEGIES.map(({ name }) => hash({ search: { strategy: { name } } }));
    expect(new Set(hashes).size).toBe(STRATEGIES.length);
  });

  it("was of all keys as they were written in format v1, but run.* and the stopping rules", () => {
    // What the program at commit ba690cb printed for configurationHash(resolveConfig({})).
    const before = "4bd95e3d2b15e1a998cbb6e03b471e0a0820147bf5f1aff9ac0adf037d3a257f";
    const { search, network, evaluation, ...others }: Config = resolveConfig({});
    const { name: strategy, ...options } = search.strategy;
    const { generations, target, patience, maxSeconds } = search.stop;
    const { replicates, randomNumbers, estimator, regulation } = evaluation;
    // The keys of then.
    const flat = {
      ...others,
      network: { hidden: network.hidden },
      evaluation: { replicates, randomNumbers, estimator, regulation },
      search: { strategy, ...options, generations, target, patience, maxSeconds },
    };
    expect(configurationHashV1(flat)).toBe(before);
    expect(configurationHashV1({ ...flat, run: {}, search: { ...flat.search, patience: 3 } })).toBe(before);
    expect(configurationHashV1({ ...flat, seed: 43 })).not.toBe(before);
  });
});
