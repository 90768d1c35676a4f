import type {IncomingMessage, ServerResponse} from "node:http";

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** How pages are served while they are edited. */
export interface Serving {
  hostname: string;
  /** The first free one where it is not given. */
  port?: number | undefined;
  /** What the pages are built with, asked for at each request; null where it can't be made now, and the last one stays. */
  config: () => object | null;
  /** Answers at addresses of ours, which Framework is not asked. */
  own: Record<string, Answer>;
}

/**
 * Serves the pages of src/ as Framework's preview does.
 * @returns the address of the first page
 */
export async function servePages({hostname, port, config, own}: Serving): Promise<string> {
  const {preview} = await import("@observablehq/framework/dist/preview.js");
  const {normalizeConfig} = await import("@observablehq/framework/dist/config.js");
  const served = await preview({hostname, ...(port === undefined ? {} : {port}), open: false, verbose: false});
  let last: unknown;
  served._readConfig = () => {
    const now = config();
    if (now) last = normalizeConfig(now);
    return Promise.resolve(last);
  };
  const {server} = served;
  const [framework] = server.listeners("request") as Answer[];
  server.removeAllListeners("request");
  server.on("request", (req, res) => (own[req.url ?? ""] ?? framework!)(req, res));
  const address = server.address();
  return `http://${hostname}:${typeof address === "object" ? address?.port : address}/`;
}
