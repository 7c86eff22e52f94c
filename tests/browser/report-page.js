// What a reader sees of a report, as plain values; the test puts it on the global object of the page.

/** `#rrggbb` of a computed colour. */
function hex(colour) {
  const channels = colour.match(/\d+/g).slice(0, 3);
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
}

function boxOf(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
}

/** The elements of a drawing that have the colour of a series, and those colours. */
function seriesColours(svg) {
  const colours = ["fill", "stroke"].flatMap((property) =>
    [...svg.querySelectorAll(`[${property}^="var(--series-"]`)].map((element) =>
      hex(getComputedStyle(element)[property]),
    ),
  );
  return [...new Set(colours)];
}

function figureOf(figure) {
  const svg = figure.querySelector("svg");
  const named = (attribute) => document.getElementById(svg.getAttribute(attribute) ?? "");
  const [title, description] = ["aria-labelledby", "aria-describedby"].map(named);
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll("text")];
  return {
    name: figure.id,
    heading: figure.querySelector("h3").textContent,
    title: title?.parentElement === svg ? title.textContent : null,
    description: description?.parentElement === svg ? description.textContent : null,
    caption: figure.querySelector("figcaption").firstChild.textContent.trim(),
    box: boxOf(svg),
    visible: svg.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    surface: hex(getComputedStyle(svg.querySelector(":scope > rect")).fill),
    texts: texts.map((text) => ({
      text: text.textContent,
      box: boxOf(text),
      colour: hex(getComputedStyle(text).fill),
      size: Number.parseFloat(getComputedStyle(text).fontSize) * scale,
    })),
    series: seriesColours(svg),
  };
}

globalThis.seen = () => {
  const { scrollWidth } = document.documentElement;
  const { backgroundColor, color } = getComputedStyle(document.body);
  return {
    width: scrollWidth,
    surface: hex(backgroundColor),
    ink: hex(color),
    headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(({ localName }) => localName),
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    figures: [...document.querySelectorAll("figure")].map(figureOf),
  };
};

/** Whether two drawings are the same but for how they are written down; both must be well-formed XML. */
globalThis.isSameDrawing = (one, other) => {
  const [a, b] = [one, other].map((text) => new DOMParser().parseFromString(text, "image/svg+xml"));
  return a.querySelector("parsererror") === null && a.documentElement.isEqualNode(b.documentElement);
};
