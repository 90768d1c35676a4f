import {ownerChannel} from "./digests.ts";
import {failed, type Attempt, type Letter} from "./letter.ts";
import {sendMail} from "./mail.ts";
import {postJson} from "./webhook.ts";

/** @param only who of several addressees is still to get it, as an attempt before named them */
export type Send = (letter: Letter, only?: readonly string[]) => Promise<Attempt>;

/** The channels that are set up, by name. */
export type Channels = Record<string, Send>;

/** An empty variable is one that is not set. */
const set = (value: string | undefined): string | undefined => value?.trim() || undefined;

/**
 * Where leadership's digest of cases is sent, from the environment alone: none of it is ever in a file or a log.
 * HANDSHAKE_WEBHOOK_URL gets Slack-compatible JSON; HANDSHAKE_SMTP_URL, such as smtps://user:password@mail.example.com, sends mail to
 * HANDSHAKE_MAIL_TO from HANDSHAKE_MAIL_FROM.
 */
export function channelsOf(env: NodeJS.ProcessEnv): Channels {
  const [smtp, to] = [set(env.HANDSHAKE_SMTP_URL), set(env.HANDSHAKE_MAIL_TO)];
  return {
    ...webhookTo(set(env.HANDSHAKE_WEBHOOK_URL)),
    ...(to ? mailTo(smtp, set(env.HANDSHAKE_MAIL_FROM), to) : {}),
    ...(smtp && !to && !set(env.HANDSHAKE_OPERATOR_MAIL_TO) ? {mail: misses("HANDSHAKE_MAIL_TO")} : {})
  };
}

/** A channel for each account manager that the settings have an address of, by the same mail server. */
export const ownerChannelsOf = (env: NodeJS.ProcessEnv, addresses: Readonly<Record<string, string>>): Channels =>
  Object.fromEntries(
    Object.entries(addresses).map(([owner, to]) => [
      ownerChannel(owner),
      mailTo(set(env.HANDSHAKE_SMTP_URL), set(env.HANDSHAKE_MAIL_FROM), to).mail!
    ])
  );

/** Where word to the operator goes: HANDSHAKE_OPERATOR_WEBHOOK_URL, and HANDSHAKE_OPERATOR_MAIL_TO by the same mail server. */
export function operatorChannelsOf(env: NodeJS.ProcessEnv): Channels {
  const to = set(env.HANDSHAKE_OPERATOR_MAIL_TO);
  const channels = {
    ...webhookTo(set(env.HANDSHAKE_OPERATOR_WEBHOOK_URL)),
    ...(to ? mailTo(set(env.HANDSHAKE_SMTP_URL), set(env.HANDSHAKE_MAIL_FROM), to) : {})
  };
  return Object.fromEntries(Object.entries(channels).map(([name, send]) => [`operator ${name}`, send]));
}

const webhookTo = (url: string | undefined): Channels =>
  url
    ? {webhook: ({subject, text}) => postJson(url, {text: bare(text.startsWith(subject) ? text : `${subject}\n\n${text}`)})}
    : {};

/** In angle brackets a chat takes a name for a link with words of its own, or for a call to everybody. */
const bare = (text: string): string => text.replaceAll("<", "‹").replaceAll(">", "›");

const mailTo = (smtp: string | undefined, from: string | undefined, to: string): Channels => ({
  mail: smtp
    ? (letter, only) => sendMail(smtp, {from: from ?? to.split(",")[0]!.trim(), to}, letter, {only})
    : misses("HANDSHAKE_SMTP_URL")
});

const misses =
  (name: string): Send =>
  () =>
    Promise.resolve(failed(`${name} is not set`));
