import { CellfateError } from "../../engine/index.js";

/** Refuses options that mean nothing beside another. @throws CellfateError `usage.options` */
export function refuseBeside(option: string, others: Readonly<Record<string, unknown>>): void {
  const other = Object.keys(others).find((name) => others[name] !== undefined);
  if (other === undefined) return;
  throw new CellfateError({
    code: "usage.options",
    message: `Give ${option} or --${other}, not both`,
    where: option,
    cure: "Leave one of them out.",
  });
}
