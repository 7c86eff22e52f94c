import { runInNewContext } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as xstate from "xstate";
import type { AnyStateMachine, AnyStateNode } from "xstate";
import { MACHINES } from "#actors/index.js";
import { chartOf } from "#cli/machines/chart.js";
import { chartDot } from "#cli/machines/dot.js";
import { chartJson } from "#cli/machines/json.js";
import { chartMermaid } from "#cli/machines/mermaid.js";
import { chartCode } from "#cli/machines/stately.js";
import { chartSvg } from "#cli/machines/chart-svg.js";
import { layouts } from "#cli/machines/read-layouts.js";
import { parsedKind } from "../../support/mermaid.js";
import { oddMachine } from "../../support/odd-machine.js";

const NAMED = [...Object.values(MACHINES), oddMachine].map((machine) => [machine.id, machine] as const);

/** The machine that code of {@link chartCode} makes. */
function evaluated(code: string): AnyStateMachine {
  const module = { machine: undefined as AnyStateMachine | undefined };
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  runInNewContext(outputText, {
    exports: module,
    require: (name: string) => {
      expect(name).toBe("xstate");
      return xstate;
    },
  });
  return module.machine!;
}

describe.each(NAMED)("the chart of %s", (_, machine) => {
  const chart = chartOf(machine);

  it("is that of the machine that its JSON configures", () => {
    const config = JSON.parse(chartJson(chart)) as Parameters<typeof xstate.createMachine>[0];
    expect(chartOf(xstate.createMachine(config))).toEqual(chart);
  });

  it("is that of the machine that its code makes, in which every name is set up", () => {
    const machineOfCode = evaluated(chartCode(chart));
    expect(chartOf(machineOfCode)).toEqual(chart);
    const { actions, guards, actors, delays } = machineOfCode.implementations;
    const called = chart.transitions.flatMap((one) => [...one.actions, one.guard ?? []].flat());
    expect(Object.keys({ ...actions, ...guards })).toEqual(expect.arrayContaining(called));
    const invoked = chart.states.flatMap(({ invokes }) => invokes.map(({ src }) => src));
    expect(Object.keys(actors)).toEqual(expect.arrayContaining(invoked));
    const after = chart.transitions.filter(({ kind, name }) => kind === "after" && !/^\d+$/.test(name));
    expect(Object.keys(delays)).toEqual(expect.arrayContaining(after.map(({ name }) => name)));
  });

  it("is a state diagram to Mermaid's own parser", async () => {
    expect(await parsedKind(chartMermaid(chart))).toBe("stateDiagram");
  });
});

it("Mermaid's parser refuses what is none", async () => {
  await expect(parsedKind("stateDiagram-v2\n  a --> b : x : y ; {\n  state c {")).rejects.toThrow(/./);
});

/** Names as the definition has them, without the reader of charts. */
function namesOf(node: AnyStateNode): string[] {
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  const called: unknown[] = [
    node.config.entry ?? [],
    node.config.exit ?? [],
    transitions.map(({ actions }) => actions),
  ];
  const events = Object.keys((node.config.on ?? {}) as object);
  const typed: unknown[] = [
    ...called.flat(2),
    ...transitions.flatMap(({ guard }) => (guard ?? []) as unknown),
  ];
  const names = typed.map((one) => (typeof one === "string" ? one : (one as { type: string }).type));
  const invoked = node.invoke.map(({ src }) => src as string);
  const delays = node.after.map(({ delay }) => delay as string);
  return [
    node.key,
    ...events,
    ...names,
    ...invoked,
    ...delays,
    ...Object.values(node.states).flatMap(namesOf),
  ];
}

describe.each(Object.entries(MACHINES))("every name of the %s", (name, machine) => {
  const names = [...new Set(namesOf(machine.root))];
  const layout = Object.entries(layouts()).find(([key]) => key === name)![1];
  /** The texts that a drawing shows; its tags, and the descriptions, which show on hovering, are none. */
  const shown = (svg: string): string =>
    svg.replaceAll(/<title>.*?<\/title>|<style>[^]*?<\/style>/g, "").replaceAll(/<[^>]*>/g, " ");

  it.each([
    ["its drawing", () => shown(chartSvg(layout, { standalone: true }))],
    ["its Mermaid", () => chartMermaid(chartOf(machine))],
    ["its DOT", () => chartDot(chartOf(machine))],
  ])("stands in %s", (_, text) => {
    const words = new Set(text().split(/\\l|[^\w-]+/));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((one) => !words.has(one))).toEqual([]);
  });
});
