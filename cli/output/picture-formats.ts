import { extname } from "node:path";

/** The endings of pictures. */
export const PICTURES = [".html", ".svg", ".png"] as const;
export type PictureEnding = (typeof PICTURES)[number];

/** Whether a file of that name is a picture, which shows a part of what there may be. */
export function isPicture(name: string): boolean {
  return PICTURES.some((ending) => ending === extname(name).toLowerCase());
}
