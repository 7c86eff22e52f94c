import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

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
  const { port } = server.address() as AddressInfo;
  return { server, address: `http://localhost:${port}` };
}
