import { expect } from "vitest";

const TAG = /<(\/?)([a-z]+)(?:\s[a-z0-9:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*\s*(\/?)>/gi;
const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/;

/** Holds that an SVG is well formed: each end has its beginning, and no text a bare & or <. */
export function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, end, name, empty] of svg.matchAll(TAG)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (empty !== "/") open.push(name!);
  }
  expect(open).toEqual([]);
  const texts = svg.replaceAll(TAG, "");
  expect(texts).not.toContain("<");
  expect(texts).not.toMatch(ENTITY);
}
