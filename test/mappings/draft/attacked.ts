import {onTestFinished} from "vitest";
import {mapFile, takeProposal, type Mapped} from "../../../loaders/mappings/draft/map.ts";
import {notesText} from "../../../loaders/stage/quarantineNotes.ts";
import {withRefusals} from "../../../loaders/run/report/report.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {expectConservation} from "../../ingest/drive.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

/* Exports of systems that nobody knows, from "map --yes" to the records that its mapping lets in. */

export const header = "Deal ID,Partner,Customer,Created Date,Close Date,Status,Amount";

/** Won deals with these amounts, one each day. */
export const deals = (...amounts: string[]): string[] => [
  header,
  ...amounts.map((a, i) => `D-${i + 1},P1,C1,2026-01-${11 + i},2026-02-${11 + i},won,"${a.replaceAll('"', '""')}"`)
];

interface Read {
  draft: Mapped;
  /** Deals as deal, status, amount, currency and refunded, others by the columns asked for. */
  rows: (string | null)[][];
  said: string;
}

/**
 * What the draft of a file says, what its mapping reads, and what is said of the others.
 * @param file lines, or the bytes of a file
 * @param columns of facts.deals
 */
export async function mapped(
  name: string,
  file: string[] | Uint8Array,
  {
    columns = ["deal_id", "amount"],
    answers = {},
    settings = {}
  }: {
    columns?: string[];
    answers?: Record<string, string>;
    settings?: Record<string, unknown>;
  } = {}
): Promise<Read> {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  await writeFiles(folder, {[`drops/${name}`]: Array.isArray(file) ? `${file.join("\n")}\n` : file});
  const draft = await mapFile({
    file: `${folder}/drops/${name}`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings(settings, "test"),
    answers: new Map(Object.entries(answers)),
    ask: () => ({ask: takeProposal})
  });
  if (!draft.finished) return {draft, rows: [], said: ""};
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {
    library: false,
    mappings: [`${folder}/mappings`],
    settings
  });
  expectConservation(run);
  const cell = (c: string) => (["amount", "refunded"].includes(c) ? `cast(${c} as decimal(18, 2))` : c);
  const rows = await run.db.rows<Record<string, string | null>>(
    `select ${columns.map((c) => `cast(${cell(c)} as varchar) as ${c}`).join(", ")} from facts.deals order by deal_id`
  );
  run.db.close();
  const said = withRefusals(run.files)
    .map((f) => [f.message, ...f.warnings.map((w) => `${w.reason}: ${w.detail}`), notesText(f.notes)].join("\n"))
    .join("\n");
  return {draft, rows: rows.map((r) => columns.map((c) => r[c] ?? null)), said};
}
