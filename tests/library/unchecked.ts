/** Functions that give what their documents say for any numbers, or take no arguments; a misuse of them has no other answer. */
export const TOTAL: readonly string[] = [
  "boxMuller",
  "digamma",
  "exp",
  "expm1",
  "log",
  "log1p",
  "log2",
  "logRisingFactorial",
  "sigmoid",
  "threefry2x32",
  "trigamma",
  "trigammaDeficit",
  "CellfateError",
  "describeWebGpuAdapter",
  "loadKernels",
  "loadedKernels",
  "configJsonSchema",
];

/**
 * Functions whose arguments are not put to random misuse here. Some check them by a schema or by themselves and have tests of
 * their own (`createBackend`, `evolve`, `resolveConfig`, `parseChampion`, `decodeCheckpoint`, `unpack`, …); the others take
 * what functions of the engine made, and trust it. The list may only become shorter.
 */
export const NOT_YET_CHECKED: readonly string[] = [
  "adoptKernels",
  "assess",
  "checkTimeStep",
  "createBackend",
  "decodeCheckpoint",
  "encodeCheckpoint",
  "evaluateOn",
  "evolve",
  "fitTanh",
  "fixedPrecision",
  "parseChampion",
  "parseRunRecord",
  "resolveConfig",
  "samplingWarnings",
  "systemOf",
  "zerosOf",
];
