import { encode } from "fast-png";
import { base64 } from "./base64.js";
import { channelsAt } from "./continuous.js";
import type { JsonObject } from "./json.js";

/** Colours of an image: no eye tells more apart, and fewer bytes are needed than for all. */
const LEVELS = 64;
const PALETTE = Array.from({ length: LEVELS }, (_, level) => channelsAt(level / (LEVELS - 1)));

/** Where an image lies in the coordinates of its axes, from the edge of its first row and column to that of its last. */
interface Extent {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

/** Values 0 … 1, a pixel each, that are drawn with crisp edges: thousands of cells in the bytes of a few rectangles. */
export interface CellImage extends Extent {
  readonly rows: number;
  readonly columns: number;
  readonly valueAt: (row: number, column: number) => number;
}

/** The image as a PNG in a data URI; who draws it must not smooth it where it is scaled up, as its mark says. */
export function imageUri({ rows, columns, valueAt }: CellImage): string {
  const data = Uint8Array.from({ length: rows * columns }, (_, at) => {
    const value = valueAt(Math.trunc(at / columns), at % columns);
    return value > 0 ? Math.round(Math.min(value, 1) * (LEVELS - 1)) : 0;
  });
  const image = { width: columns, height: rows, data, depth: 8, channels: 1, palette: PALETTE } as const;
  return `data:image/png;base64,${base64(encode(image, { zlib: { level: 9 } }))}`;
}

/** The layer that draws an image, on axes of these titles, rows from the top. */
export function imageLayer(image: CellImage, axes: ImageAxes): JsonObject {
  const { x, x2, y, y2 } = image;
  const channel = (
    field: string,
    { title, whole }: ImageAxis,
    domain: readonly number[],
    reverse: boolean,
  ) => ({
    ...{ field, type: "quantitative", title },
    scale: { domain, nice: false, zero: false, reverse },
    axis: { grid: false, ...(whole ? { format: "d", tickMinStep: 1 } : {}) },
  });
  return {
    data: { values: [{ x, x2, y, y2, image: imageUri(image) }] },
    mark: { type: "image", aspect: false, smooth: false },
    encoding: {
      x: channel("x", axes.x, [x, x2], false),
      x2: { field: "x2" },
      y: channel("y", axes.y, [y, y2], true),
      y2: { field: "y2" },
      url: { field: "image", type: "nominal" },
    },
  };
}

/** What stands at an axis of an image. */
interface ImageAxis {
  readonly title: string | null;
  /** Whether its numbers are whole. */
  readonly whole: boolean;
}

/** Both axes. */
export interface ImageAxes {
  readonly x: ImageAxis;
  readonly y: ImageAxis;
}
