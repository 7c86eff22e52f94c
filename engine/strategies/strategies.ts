/** Every strategy, a line each; configuration, help, documentation and tests are made from this list. */
export { muPlusLambda } from "./mu-plus-lambda.js";
export { scaledMuPlusLambda } from "./scaled-mu-plus-lambda.js";
export { cmaEs } from "./cma-es.js";
export { snes } from "./snes.js";
export { xnes } from "./xnes.js";
export { openaiEs } from "./openai-es.js";
export { gradient } from "./gradient.js";
export { random } from "./random.js";
