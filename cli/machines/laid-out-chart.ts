import * as z from "zod";

/** In pixels, from the top left corner of the chart. */
const point = z.strictObject({ x: z.number(), y: z.number() });
const box = point.extend({ width: z.number(), height: z.number() });

const stateLine = z.strictObject({
  text: z.string(),
  /** The transition that it stands for, which leaves no state; null of what the state does. */
  transition: z.string().nullable(),
});

const state = box.extend({
  id: z.string(),
  /** What its box is headed with. */
  title: z.string(),
  type: z.enum(["atomic", "compound", "parallel", "final", "history"]),
  /** Empty where there is none. */
  description: z.string(),
  lines: z.array(stateLine),
});

const edge = z.strictObject({
  /** Of the transition; null of the edge from an initial dot. */
  transition: z.string().nullable(),
  /** From end to end, by horizontals and verticals. */
  points: z.array(point),
  label: box.extend({ lines: z.array(z.string()) }).nullable(),
});

/** The file that a build writes of charts with the place of everything in them. */
export const laidOutChartSchema = z.strictObject({
  /** The machine's id. */
  name: z.string(),
  width: z.number(),
  height: z.number(),
  /** Each after the state around it. */
  states: z.array(state),
  /** The centres of the initial dots. */
  dots: z.array(point),
  edges: z.array(edge),
});

/** In pixels, from the top left corner of the chart. */
export type Point = z.output<typeof point>;
/** A rectangle, in pixels. */
export type Box = z.output<typeof box>;
/** A line of text in the box of a state. */
export type StateLine = z.output<typeof stateLine>;
/** A state at its place. */
export type LaidOutState = z.output<typeof state>;
/** A transition at its place; one into several states has an edge for each. */
export type LaidOutEdge = z.output<typeof edge>;
/** A chart with the place of everything in it. */
export type LaidOutChart = z.output<typeof laidOutChartSchema>;

/** Of texts and boxes, in pixels: what is measured for the layout is drawn by the same. */
export const SIZES = {
  title: 13,
  text: 11,
  line: 16,
  /** Between the border of a box and its text. */
  margin: 10,
  /** Radius of an initial dot. */
  dot: 6,
  history: 26,
} as const;
