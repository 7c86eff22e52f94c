import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";

// AssemblyScript decorates plain functions (@inline), which TypeScript's grammar refuses: such a line is
// shown to the parser as a comment, and printed as it was.
const MARK = "//:decorator ";
const assemblyscript = {
  parsers: {
    assemblyscript: {
      ...typescript.parsers.typescript,
      astFormat: "assemblyscript",
      preprocess: (text) => text.replace(/^(?=(@[a-z]+(\(.*\))? *)+$)/gm, MARK),
    },
  },
  printers: {
    assemblyscript: {
      ...estree.printers.estree,
      printComment(path, options) {
        const text = estree.printers.estree.printComment(path, options);
        return typeof text === "string" && text.startsWith(MARK) ? text.slice(MARK.length) : text;
      },
    },
  },
};

export default {
  printWidth: 110,
  plugins: [assemblyscript],
  overrides: [{ files: "**/assembly/**/*.ts", options: { parser: "assemblyscript" } }],
};
