import {spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import {createServer as createSecure} from "node:https";
import type {AddressInfo} from "node:net";
import {createServer as createPlain} from "node:net";
import path from "node:path";
import {SMTPServer, type SMTPServerOptions} from "smtp-server";

/* Receivers on loopback that behave as told. */

export interface Receiver {
  url: string;
  got: string[];
}

const open: (() => void)[] = [];
/** Closes all receivers. */
export const closeReceivers = (): void => open.splice(0).forEach((close) => close());

const portOf = (server: {address(): AddressInfo | string | null}) => (server.address() as AddressInfo).port;

interface Listening {
  listen(port: number, host: string, done: () => void): unknown;
  close(): unknown;
  address(): AddressInfo | string | null;
}

async function started(server: Listening): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => void server.close());
  return portOf(server);
}

/** Answers with the given codes in turn, the last one from then on; 0 hangs up after the whole request, without an answer. */
export async function webhook(codes: number[], location = ""): Promise<Receiver> {
  const got: string[] = [];
  const server: Server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => (body += chunk.toString()));
    req.on("end", () => {
      got.push(body);
      const code = codes.length > 1 ? codes.shift()! : codes[0]!;
      if (code === 0) req.socket.destroy();
      else res.writeHead(code, location ? {location} : {}).end();
    });
  });
  return {url: `http://127.0.0.1:${await started(server)}/services/T0/SECRET`, got};
}

/** HTTPS with a certificate that nobody has signed, made with openssl. */
export async function untrusted(folder: string): Promise<Receiver> {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name));
  const args = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=localhost"
  ];
  const made = spawnSync("openssl", [...args, "-keyout", key!, "-out", cert!], {encoding: "utf8"});
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  const got: string[] = [];
  const server = createSecure({key: readFileSync(key!), cert: readFileSync(cert!)}, (_, res) => {
    got.push("taken");
    res.end();
  });
  return {url: `https://127.0.0.1:${await started(server)}/SECRET`, got};
}

/** Speaks first, and no HTTP, as a mail server does. */
export async function noHttp(): Promise<Receiver> {
  const server = createPlain((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 mail.example ready\r\n");
  });
  return {url: `http://127.0.0.1:${await started(server)}/SECRET`, got: []};
}

/** Takes mail as far as an answer to one command ("MAIL", or "." after the text), which never ends. */
export async function endlessMailServer(verb: string): Promise<Receiver> {
  const server = createPlain((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 mail.example ready\r\n");
    let text = false;
    const answer = (line: string) => {
      const end = line === ".";
      if (text && !end) return;
      text = line === "DATA";
      if (line.startsWith(verb)) {
        const drip = setInterval(() => socket.write("250-still here\r\n"), 20);
        socket.on("close", () => clearInterval(drip));
      } else socket.write(text ? "354 go on\r\n" : "250 well\r\n");
    };
    socket.on("data", (chunk: Buffer) => chunk.toString().split("\r\n").filter(Boolean).forEach(answer));
  });
  return {url: `smtp://127.0.0.1:${await started(server)}`, got: []};
}

/** Takes mail as far as the command that names its addressee, and hangs up at that. */
export async function hangsUpAtAddressee(): Promise<Receiver> {
  const server = createPlain((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 mail.example ready\r\n");
    const answer = (line: string) => (line.startsWith("RCPT") ? socket.destroy() : socket.write("250 well\r\n"));
    socket.on("data", (chunk: Buffer) => chunk.toString().split("\r\n").filter(Boolean).forEach(answer));
  });
  return {url: `smtp://127.0.0.1:${await started(server)}`, got: []};
}

/** Refuses so many messages at first; hangs up in place of the last answer where told. */
export async function mailServer(
  options: {refuse?: number; hangUp?: "greeting" | "text"} & SMTPServerOptions = {}
): Promise<Receiver> {
  let {refuse = 0} = options;
  const got: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    onAuth: ({username, password}, _, done) => (password === "swordfish" ? done(null, {user: username}) : done(new Error("no"))),
    onConnect: (session, done) => {
      if (options.hangUp === "greeting") server.close();
      done();
    },
    onData: (stream, session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        if (refuse-- > 0) return done(new Error("later"));
        got.push(text);
        if (options.hangUp === "text") for (const connection of server.connections as Set<{close(): void}>) connection.close();
        else done();
      });
    },
    ...options
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => server.close(() => undefined));
  return {url: `smtp://sender:swordfish@127.0.0.1:${portOf(server.server)}`, got};
}
