import {readFile} from "node:fs/promises";
import {setTimeout as sleep} from "node:timers/promises";
import nodemailer from "nodemailer";
import {z} from "zod";
import {writeFileAtomic} from "../files.ts";
import {digestHtml, digestText, isNews, subject, type News} from "./digest.ts";

/** Where news goes, from the environment alone: none of it is ever in a file or a log. */
export interface Channels {
  /** HANDSHAKE_WEBHOOK_URL: gets Slack-compatible JSON. */
  webhook?: string | undefined;
  /** HANDSHAKE_SMTP_URL, such as smtps://user:password@mail.example.com */
  smtp?: string | undefined;
  /** HANDSHAKE_MAIL_FROM, HANDSHAKE_MAIL_TO */
  from?: string | undefined;
  to?: string | undefined;
}

export const channelsOf = (env: NodeJS.ProcessEnv): Channels => ({
  webhook: env.HANDSHAKE_WEBHOOK_URL,
  smtp: env.HANDSHAKE_SMTP_URL,
  from: env.HANDSHAKE_MAIL_FROM,
  to: env.HANDSHAKE_MAIL_TO
});

const State = z.record(z.string(), z.enum(["sending", "sent", "refused"]));
type Attempt = "sent" | "refused" | "unknown";

const tries = 3;
const patience = 15_000;

/**
 * Sends news once to each channel. What is being sent is noted on the disk before, and that it was sent after: a run that is stopped
 * between the two leaves it open whether it went out, and it is not sent again, for twice is worse than a digest that is on the site
 * anyway. What a channel refuses for certain is tried again, now and by the next run.
 * @param file the note of what was sent
 * @param pause milliseconds before the second try
 * @returns a sentence for each channel that had something to do; no address and no password is in it
 */
export async function sendNews(news: News, channels: Channels, file: string, pause = 2000): Promise<string[]> {
  if (!isNews(news)) return [];
  const said: string[] = [];
  const state = State.parse(JSON.parse(await readFile(file, "utf8").catch(() => "{}")));
  for (const [name, send] of Object.entries(sendersTo(channels))) {
    const key = `${name} ${news.key}`;
    if (state[key] === "sent") continue;
    if (state[key] === "sending") {
      said.push(`${name}: a run was stopped while it sent this; it may have gone out and is not sent again`);
      state[key] = "sent";
      await writeFileAtomic(file, `${JSON.stringify(state)}\n`);
      continue;
    }
    const note = async (now: "sending" | "sent" | "refused") => {
      state[key] = now;
      await writeFileAtomic(file, `${JSON.stringify(state)}\n`);
    };
    await note("sending");
    const end = await tried(() => send(news), pause);
    await note(end === "refused" ? "refused" : "sent");
    said.push(
      end === "sent"
        ? `${name}: the digest went out`
        : end === "refused"
          ? `${name}: the digest was refused ${tries} times; the next run tries again`
          : `${name}: no answer came; the digest may have gone out and is not sent again`
    );
  }
  return said;
}

async function tried(send: () => Promise<Attempt>, pause: number): Promise<Attempt> {
  for (let n = 1; ; n++) {
    const end = await send();
    if (end !== "refused" || n === tries) return end;
    await sleep(pause * 2 ** (n - 1));
  }
}

function sendersTo({webhook, smtp, from, to}: Channels): Record<string, (news: News) => Promise<Attempt>> {
  return {
    ...(webhook ? {webhook: (news: News) => post(webhook, news)} : {}),
    ...(smtp && to ? {mail: (news: News) => mail(smtp, {from: from ?? to, to}, news)} : {})
  };
}

/** Errors before anything can have been taken. */
const before = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EAUTH|EDNS|EENVELOPE/;

async function post(url: string, news: News): Promise<Attempt> {
  const body = JSON.stringify({text: digestText(news)});
  try {
    const signal = AbortSignal.timeout(patience);
    const {ok} = await fetch(url, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body,
      signal,
      redirect: "error"
    });
    return ok ? "sent" : "refused";
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return before.test(String((cause as {code?: string} | undefined)?.code)) ? "refused" : "unknown";
  }
}

async function mail(url: string, {from, to}: {from: string; to: string}, news: News): Promise<Attempt> {
  const transport = nodemailer.createTransport({url, connectionTimeout: patience, socketTimeout: patience});
  try {
    await transport.sendMail({
      from,
      to,
      subject: subject(news),
      text: digestText(news),
      html: digestHtml(news),
      messageId: `<${news.key}@handshake.invalid>`
    });
    return "sent";
  } catch (error) {
    const {code = "", responseCode} = error as {code?: string; responseCode?: number};
    return responseCode !== undefined || before.test(code) || code === "ESOCKET" && /ECONNREFUSED/.test(String(error)) ? "refused" : "unknown"; // prettier-ignore
  } finally {
    transport.close();
  }
}
