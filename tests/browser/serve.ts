import { createServer, type Server } from "node:http";

/** Serves `files`, HTML or JavaScript by their names, to this machine; the caller closes it. */
export async function serve(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer(({ url }, response) => {
    const name = (url ?? "").slice(1);
    const content = files[name];
    response.statusCode = content === undefined ? 404 : 200;
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The server has no port.");
  return { server, address: `http://localhost:${bound.port}` };
}
