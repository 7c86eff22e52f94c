const TAG = /<[^>]*>/g;

/** A drawing whose tags are changed and whose texts, which may say anything, are not. */
export function withTags(svg: string, change: (tag: string) => string): string {
  return svg.replaceAll(TAG, change);
}

/** Of coordinates: a hundredth of a pixel is smaller than what any screen or printer shows. */
const DIGITS = 2;
const COORDINATES = / (?:d|transform|x|x2|y|y2)="[^"]*"/g;
const LONG_NUMBER = /-?\d*\.\d{3,}(?:e-?\d+)?/g;
/** What Vega's drawings say that changes no pixel: roles for scripts, defaults, and paths of nothing. */
const IDLE = [
  / (?:aria-\w+|class|pointer-events)="[^"]*"/g,
  / role="graphics-\w+"/g,
  / (?:opacity="1"|[xy]2="0"|font-weight="normal"|stroke-width="1"|stroke-miterlimit="\d+")/g,
  /^<path d="(?:" display="none"|M0,0h0v0h0Z")\/>$/g,
];
const EMPTY_GROUP = /<g(?: transform="[^"]*")?><\/g>/g;
const FONT = / font-family="([^"]*)"/;

function withoutEmptyGroups(svg: string): string {
  const less = svg.replaceAll(EMPTY_GROUP, "");
  return less.length === svg.length ? svg : withoutEmptyGroups(less);
}

/** The same drawing in about half the bytes: the font is said once, coordinates end where eyes do. */
export function compactSvg(svg: string): string {
  const [said = ""] = FONT.exec(svg) ?? [];
  const rounded = (attribute: string): string =>
    attribute.replaceAll(LONG_NUMBER, (number) => Number(Number(number).toFixed(DIGITS)).toString());
  const compact = withTags(svg, (tag) =>
    IDLE.reduce((text, idle) => text.replaceAll(idle, ""), tag.replaceAll(said, "")).replaceAll(
      COORDINATES,
      rounded,
    ),
  );
  return withoutEmptyGroups(compact).replace("<svg ", () => `<svg${said} `);
}
