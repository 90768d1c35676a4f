import {fingerprint} from "./fingerprint.ts";

/** Ingests a folder of drops in a process of its own and prints the fingerprint of what it leaves. */
const [drops, build, threads] = process.argv.slice(2);
console.log(JSON.stringify(await fingerprint(drops!, build!, {threads: Number(threads)})));
