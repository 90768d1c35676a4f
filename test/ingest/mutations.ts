import fc from "fast-check";
import {csv, dealRecord, gz, parquet, workbook} from "./catalogue/build.ts";

/** One way in which a file is spoilt on its way; places are shares of its length. */
type Mutation =
  | {kind: "flip"; at: number; bit: number}
  | {kind: "set"; at: number; byte: number}
  | {kind: "cut"; at: number}
  | {kind: "behead"; at: number}
  | {kind: "remove" | "repeat"; at: number; length: number}
  | {kind: "insert"; at: number; bytes: Uint8Array}
  | {kind: "join"; other: number; at: number};

/** Without the library's liking for the ends, where every cut leaves nothing. */
const place = fc.noBias(fc.nat(10_000)).map((n) => n / 10_000);
/** Bytes that mean something to one format or another. */
const telling = fc.constantFrom(...Array.from("\",;\t\r\n\\{}[]:\0#='\u00ff\u00fe\u00ef ", (c) => c.charCodeAt(0)));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({kind: fc.constant("flip" as const), at: place, bit: fc.nat(7)}),
  fc.record({kind: fc.constant("set" as const), at: place, byte: telling}),
  fc.record({kind: fc.constant("cut" as const), at: place}),
  fc.record({kind: fc.constant("behead" as const), at: place}),
  fc.record({kind: fc.constantFrom("remove" as const, "repeat" as const), at: place, length: fc.nat(60)}),
  fc.record({kind: fc.constant("insert" as const), at: place, bytes: fc.uint8Array({minLength: 1, maxLength: 8})}),
  fc.record({kind: fc.constant("join" as const), other: fc.nat(), at: place})
);

/** A sound file of one of the formats, and what happens to it. */
export interface Spoilt {
  base: number;
  mutations: Mutation[];
}

export const spoiltFile: fc.Arbitrary<Spoilt> = fc.record({
  base: fc.nat(),
  mutations: fc.array(mutation, {minLength: 1, maxLength: 3})
});

export interface Sound {
  extension: string;
  bytes: Uint8Array;
}

const columns = ["deal_id", "partner_id", "customer_id", "opened_on", "closed_on", "status", "amount", "currency"];
const rows = Array.from({length: 6}, (_, i) => {
  const won = i % 2 ? {status: "won", closed_on: `2026-02-0${i + 1}`} : {};
  const record = dealRecord({deal_id: `D${i}`, customer_id: `Kühne-${i}`, amount: `${i}12.50`, ...won});
  return Object.fromEntries(columns.map((c) => [c, record[c]])) as Record<string, string>;
});
const table = [columns, ...rows.map((r) => columns.map((c) => r[c]!))];
const ndjson = rows.map((r) => `${JSON.stringify(r)}\n`).join("");
const quoted = table.map((cells) => `${cells.map((c) => `"${c}"`).join(",")}\r\n`).join("");
const values = rows.map((r) => `(${columns.map((c) => `nullif('${r[c]!}', '')`).join(", ")})`).join(", ");

/** A sound file of each format, six deals each. */
export async function soundFiles(): Promise<Sound[]> {
  const text = csv(columns, table.slice(1));
  const of = (extension: string, content: string | Uint8Array): Sound => ({extension, bytes: Buffer.from(content as Uint8Array)});
  return [
    of("csv", text),
    of("csv", quoted),
    of("csv", Buffer.from(`\ufeff${text}`, "utf16le")),
    of("csv", text.replaceAll(",", ";")),
    of("tsv", text.replaceAll(",", "\t")),
    of("csv", text.replaceAll(",", "|")),
    of("json", `{"results": [${ndjson.trim().replaceAll("\n", ",\n")}], "paging": {"next": null}}`),
    of("json", `[${ndjson.trim().replaceAll("\n", ",\n")}]`),
    of("ndjson", ndjson),
    of("xlsx", await workbook({name: "Deals", rows: table})()),
    of("parquet", await parquet(`select * from (values ${values}) t(${columns.join(", ")})`)()),
    of("csv.gz", gz(text)),
    of("ndjson.gz", gz(ndjson))
  ];
}

/** What a sound file has become. */
export function spoil({base, mutations}: Spoilt, sound: Sound[]): Sound {
  const {extension, bytes} = sound[base % sound.length]!;
  return {extension, bytes: mutations.reduce<Buffer>((b, m) => mutate(b, m, sound), Buffer.from(bytes))};
}

function mutate(bytes: Buffer, m: Mutation, sound: Sound[]): Buffer {
  const at = Math.floor(m.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (m.kind) {
    case "flip":
    case "set": {
      const copy = Buffer.from(bytes);
      if (copy.length)
        copy[Math.min(at, copy.length - 1)] = m.kind === "set" ? m.byte : bytes[Math.min(at, bytes.length - 1)]! ^ (1 << m.bit);
      return copy;
    }
    case "cut":
      return before;
    case "behead":
      return after;
    case "remove":
      return Buffer.concat([before, after.subarray(m.length)]);
    case "repeat":
      return Buffer.concat([before, after.subarray(0, m.length), after]);
    case "insert":
      return Buffer.concat([before, m.bytes, after]);
    case "join": {
      const other = sound[m.other % sound.length]!.bytes;
      return Buffer.concat([bytes, other.subarray(Math.floor(m.at * other.length))]);
    }
  }
}
