import jsdoc from "eslint-plugin-jsdoc";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const LAYERS = ["kernels", "engine", "actors", "cli"];

/**
 * What each folder may import of ours. `tsc -b` refuses imports upwards; this also refuses skipping a layer.
 * A later line wins over an earlier one.
 */
const LAYERING = [
  { files: ["kernels/**/*.ts"], may: [], node: false },
  { files: ["kernels/platform/node.ts"], may: [], node: true },
  { files: ["engine/**/*.ts"], may: ["kernels"], node: false },
  { files: ["actors/**/*.ts"], may: ["engine"], node: true },
  { files: ["actors/workers/**/*.ts"], may: ["engine", "kernels"], node: true },
  { files: ["cli/**/*.ts"], may: ["actors", "engine"], node: true },
  {
    files: ["cli/commands/doctor.ts", "cli/commands/doctor/**/*.ts"],
    may: ["actors", "engine", "kernels"],
    node: true,
  },
  { files: ["cli/inspect/page/**/*.ts"], may: ["engine"], node: false },
  { files: ["bench/**/*.ts"], may: LAYERS, node: true },
];

function layering({ files, may, node }) {
  const patterns = LAYERS.filter((layer) => !may.includes(layer) && !files[0].startsWith(`${layer}/`)).map(
    (layer) => ({
      regex: `^(\\.\\./)+${layer}/`,
      message: `This folder may import ${may.join(", ") || "nothing of ours"}, not ${layer}: use what the layer below offers, or see LAYERING in eslint.config.js.`,
    }),
  );
  patterns.push({
    regex: "^(#(?!platform$)|cellfate/)",
    message: "These names are for tests and users: import the relative path.",
  });
  if (!node) {
    patterns.push({
      regex: "^(node:|(fs|path|os|url|crypto|worker_threads|process|buffer|util)$)",
      message:
        "kernels/ and engine/ also run in a browser: do it in actors/ or cli/, or in kernels/platform/.",
    });
  }
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

// What a JavaScript engine rounds as it likes; kernels/math/ has the versions that give the same bits everywhere.
const INEXACT = [
  ...["exp", "expm1", "log", "log1p", "log2", "log10", "pow", "cbrt", "hypot"],
  ...["sin", "cos", "tan", "asin", "acos", "atan", "atan2"],
  ...["sinh", "cosh", "tanh", "asinh", "acosh", "atanh"],
];
const RANDOM = {
  object: "Math",
  property: "random",
  message: "Randomness comes from a key (kernels' threefry2x32), or a run could not be repeated.",
};
const CLOCK = "A result may not depend on the time: measure it in actors/ or cli/ and pass it in.";

export default defineConfig(
  { ignores: ["dist/", "coverage/", "runs/", "**/assembly/", "**/*.d.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // `async` without `await` turns a throw into a rejection, which is what a Promise-returning interface promises.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["{kernels,engine,actors,cli}/**/*.ts"],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          enableFixer: false,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: ["TSInterfaceDeclaration"],
        },
      ],
      "jsdoc/check-param-names": ["error", { checkDestructured: false, disableMissingParamChecks: true }],
      "jsdoc/check-tag-names": ["error", { typed: true }],
      "jsdoc/no-types": "error",
    },
  },
  ...LAYERING.map(layering),
  {
    files: ["{kernels,engine}/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "Date", message: CLOCK },
        { name: "performance", message: CLOCK },
        { name: "crypto", message: RANDOM.message },
      ],
      "no-restricted-properties": [
        "error",
        RANDOM,
        ...INEXACT.map((property) => ({
          object: "Math",
          property,
          message: `Its bits differ between machines: use the function of kernels/math/.`,
        })),
      ],
      // A typed array read within its bounds is never undefined, which noUncheckedIndexedAccess cannot know.
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSNonNullExpression:not([expression.type='MemberExpression'][expression.computed=true])",
          message:
            "`!` is for an element known to be there, array[i]!: check the value, or make its type say so.",
        },
        {
          selector: ":matches(BinaryExpression[operator='**'], AssignmentExpression[operator='**='])",
          message: "Its bits differ between machines: multiply, or use the function of kernels/math/.",
        },
        {
          selector: "ImportDeclaration[source.value=/^zod(.mini)?$/] > ImportSpecifier",
          message: 'A bundle for a browser would hold all of zod: import * as z from "zod/mini".',
        },
      ],
    },
  },
  // A result may not depend on the time; how long a dispatch of the GPU is may, as no bit depends on that.
  { files: ["kernels/platform/*.ts"], rules: { "no-restricted-globals": "off" } },
  { files: ["kernels/math/**/*.ts"], rules: { "no-restricted-properties": ["error", RANDOM] } },
  {
    files: ["{actors,cli}/**/*.ts"],
    ignores: ["cli/output/streams.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        ...["stdout", "stderr"].map((property) => ({
          object: "process",
          property,
          message: "Its errors go unseen, or end the process: use cli/output/streams.ts.",
        })),
      ],
    },
  },
  { files: ["bench/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["actors/**/*.ts"],
    // What a machine's state guarantees (a job in hand while evaluating) its context's type cannot say.
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(\\.\\./)+(kernels|engine|actors|cli|dist)/",
              message:
                "Import #kernels/…, #engine/…, #actors/… or #cli/…: the tests run the build that ships.",
            },
          ],
        },
      ],
    },
  },
);
