import {failed, sent, unknown, type Attempt} from "./letter.ts";

const patienceMs = 15_000;

/** Statuses of a server that may take the same a moment later. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Errors of a connection that was never there, so that nothing was handed over. */
const noConnection =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/;
/** Those of them that were waited for. */
const slow = /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/;
/** The handshake comes before the request. */
const tls =
  /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|ERR_OSSL)/;
/** An answer that is no HTTP comes from a server that can't have understood the request. */
const noHttp = /^(HPE_|UND_ERR_HTTP_PARSER|UND_ERR_RESPONSE)/;

/** Posts JSON once. What is certain not to have arrived is told from what may have. */
export async function postJson(url: string, body: unknown): Promise<Attempt> {
  if (!isHttp(url)) return failed("the address is not one that begins with http:// or https://");
  try {
    const {status} = await fetch(url, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
      redirect: "manual"
    });
    if (status >= 200 && status < 300) return sent;
    if (status >= 300 && status < 400) return failed(`the address redirects (${status}); set the address that it leads to`);
    return failed(`the receiver refused it (${status})`, passing.has(status));
  } catch (error) {
    return afterError(error);
  }
}

/** Calls an address, and gives null, or why it could not be called. */
export async function callAddress(url: string): Promise<string | null> {
  if (!isHttp(url)) return "the address is not one that begins with http:// or https://";
  try {
    const {ok, status} = await fetch(url, {signal: AbortSignal.timeout(patienceMs)});
    return ok ? null : `the receiver refused it (${status})`;
  } catch (error) {
    return afterError(error).reason;
  }
}

function afterError(error: unknown): Attempt {
  const code = codeOf(error);
  if (tls.test(code)) return failed(`no secure connection (${code}); check certificate and address`);
  if (noConnection.test(code)) return failed(`no connection (${code})`, !slow.test(code), true);
  if (noHttp.test(code)) return failed("the receiver does not speak HTTP; check protocol and port");
  if (code === "ERR_INVALID_URL" || code === "ERR_INVALID_ARG_VALUE") return failed("the address can't be used");
  return unknown("no answer came", error instanceof Error && error.name === "TimeoutError");
}

/** The code of an error or of what caused it; of several attempts to connect, the last one's. */
function codeOf(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    const {code} = e as {code?: unknown};
    if (typeof code === "string") return code;
    // from Node 24 on it has no code
    if (e.name === "HTTPParserError") return "HPE_INVALID";
    if (e instanceof AggregateError) return codeOf(e.errors.at(-1));
    // "bad port", "unknown scheme": refused before anything was sent
    if (e.message === "bad port" || e.message === "unknown scheme") return "ERR_INVALID_URL";
  }
  return "";
}

function isHttp(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url).protocol);
  } catch {
    return false;
  }
}
