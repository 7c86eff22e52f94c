import mermaid from "mermaid";

// Mermaid cleans texts of HTML by DOMPurify, which has no methods where there is no window: without any HTML to show, a
// text can stay as it is. Parser, entities and checks are Mermaid's own.
const { default: purify } = (await import(import.meta.resolve("dompurify"))) as { default: object };
Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text });

/** The kind of diagram that Mermaid takes a text for; rejects where its grammar does not. */
export async function parsedKind(text: string): Promise<string> {
  const { diagramType } = await mermaid.parse(text);
  return diagramType;
}
