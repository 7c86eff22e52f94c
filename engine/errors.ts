export { CellfateError, type Problem } from "../kernels/errors.js";
