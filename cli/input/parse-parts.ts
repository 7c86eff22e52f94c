import { CellfateError, type Config, LIMITS, REPORTED_PARTS, stepsOf } from "../../engine/index.js";
import { parseCount } from "./parse-count.js";

/**
 * How many times finer than dt the time steps are that `--time-steps` asks for: `2,4`; `true` where it names none.
 *
 * @throws CellfateError `usage.number`, `usage.size` where there would be more steps than the counter of the noise has room for
 */
export function parseParts(given: string | true, { model }: Config): readonly number[] {
  const most = Math.trunc(LIMITS.steps / stepsOf(model.duration, model.dt));
  const parts =
    given === true
      ? REPORTED_PARTS
      : given.split(",").map((text) => parseCount(text, "--time-steps", LIMITS.steps, 2));
  const excess = parts.find((part) => part > most);
  if (excess === undefined) return parts;
  throw new CellfateError({
    code: "usage.size",
    message: `Steps of dt / ${excess} are more than the counter of the noise has room for, which is ${LIMITS.steps}`,
    where: `--time-steps ${parts.join(",")}`,
    cure: `Take parts up to ${most}.`,
  });
}
