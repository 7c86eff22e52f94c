import { type Document, parseDocument, YAMLParseError, type LineCounter } from "yaml";

/**
 * A text as a document of YAML 1.2, the only version that is read: under 1.1, which a file can ask for, 010 is 8 and
 * `no` is false. What is wrong with it stands in `errors`.
 */
export function yamlDocument(text: string, lineCounter?: LineCounter): Document.Parsed {
  const document = parseDocument(text, {
    prettyErrors: false,
    ...(lineCounter === undefined ? {} : { lineCounter }),
  });
  const { version } = document.directives.yaml;
  if (version !== "1.2") {
    const message = `The file asks for YAML ${version}; only YAML 1.2 is read`;
    document.errors.push(new YAMLParseError([0, 0], "BAD_DIRECTIVE", message));
  }
  return document;
}
