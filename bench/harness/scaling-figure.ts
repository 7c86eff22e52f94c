export interface Point {
  readonly x: number;
  /** Milliseconds. */
  readonly y: number;
}

/** y = intercept + slope·x. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** The times along one axis and their fits. */
export interface Series {
  readonly axis: string;
  readonly points: readonly Point[];
  readonly whole: Line;
  readonly firstDecade: Line;
  readonly lastDecade: Line;
}

/** The line of least relative squares, weights 1/y²: a timing's error is a share of it. */
export function leastSquares(points: readonly Point[]): Line {
  const sum = (term: (point: Point) => number): number =>
    points.reduce((total, point) => total + term(point) / (point.y * point.y), 0);
  const [w, x, y, xx, xy] = [() => 1, ...terms].map(sum) as [number, number, number, number, number];
  const slope = (w * xy - x * y) / (w * xx - x * x);
  return { intercept: (y - slope * x) / w, slope };
}

const terms: readonly ((point: Point) => number)[] = [
  ({ x }) => x,
  ({ y }) => y,
  ({ x }) => x * x,
  ({ x, y }) => x * y,
];

const [WIDTH, HEIGHT, MARGIN] = [640, 420, 56];
const COLOURS = ["#0b6e99", "#c2571a", "#3a7d34", "#7a3b8f"];

/** Points and fitted lines of all series over logarithmic axes, as SVG. */
export function logLogFigure(series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const range = (values: readonly number[]): [number, number] => [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  const [x0, x1] = range(all.map(({ x }) => x));
  const [y0, y1] = range(all.map(({ y }) => y));
  const atX = (x: number): string =>
    (MARGIN + ((Math.log10(x) - x0) / (x1 - x0)) * (WIDTH - 2 * MARGIN)).toFixed(1);
  const atY = (y: number): string =>
    (HEIGHT - MARGIN - ((Math.log10(y) - y0) / (y1 - y0)) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  const decades = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  const text = (
    x: string | number,
    y: string | number,
    anchor: string,
    content: string,
    fill = "#333",
  ): string => `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}">${content}</text>`;

  const grid = [
    ...decades(x0, x1).map((x) => `<path d="M${atX(x)} ${MARGIN}V${HEIGHT - MARGIN}"/>`),
    ...decades(y0, y1).map((y) => `<path d="M${MARGIN} ${atY(y)}H${WIDTH - MARGIN}"/>`),
  ];
  const labels = [
    ...decades(x0, x1).map((x) => text(atX(x), HEIGHT - MARGIN + 18, "middle", x.toString())),
    ...decades(y0, y1).map((y) => text(MARGIN - 6, atY(y), "end", y.toString())),
    text(WIDTH / 2, HEIGHT - 12, "middle", "cells, replicates, steps or individuals"),
    text(MARGIN, MARGIN - 14, "start", "ms a generation; lines: a + b·x"),
  ];
  const curves = series.map(({ axis, points, whole }, i) => {
    const colour = COLOURS[i % COLOURS.length] ?? "#000";
    const path = points.map(({ x }) => `${atX(x)} ${atY(whole.intercept + whole.slope * x)}`).join("L");
    const dots = points.map(({ x, y }) => `<circle cx="${atX(x)}" cy="${atY(y)}" r="3" fill="${colour}"/>`);
    return `<path d="M${path}" stroke="${colour}" fill="none"/>${dots.join("")}${text(MARGIN + 12, MARGIN + 18 * (i + 1), "start", axis, colour)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<g stroke="#ddd">${grid.join("")}</g>`,
    ...labels,
    ...curves,
    "</svg>",
    "",
  ].join("\n");
}
