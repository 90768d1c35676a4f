import {escapeHtml} from "../../../src/shared/html.ts";
import {recordCounts, type FileReport, type Report} from "./report.ts";
import type {Settings} from "../../settings.ts";

const outcomes: Record<Report["run"]["outcome"], string> = {
  published: "Published",
  partly_published: "Published for some readers, not for all",
  nothing_new: "No changes: this release is already live",
  pinned: "Not published: an earlier release is pinned",
  checked: "Checked; nothing was published",
  failed: "Failed: readers have what they had before",
  stopped: "Stopped: readers have what they had before",
  busy: "Not run: another run was at work"
};

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}pre{white-space:pre-wrap;border-left:3px solid;padding-left:1rem}code{overflow-wrap:anywhere}.wide{overflow-x:auto}`;

/** A run's report for a person: how it went, what to do, every file, every reason for quarantine. One file that needs no other. */
export function reportHtml(report: Report, {company}: Settings): string {
  const {run} = report;
  const title = `${outcomes[run.outcome]}${report.as_of ? `, data to ${report.as_of}` : ""}`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`${title} | ${company}`)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>Began ${escapeHtml(run.started_at)}, took ${run.seconds} s, exit code ${run.exit_code}.</p>
${run.message ? `<h2>What went wrong, and what to do</h2>\n<pre>${escapeHtml(run.message)}</pre>` : ""}
${table(
  "What went wrong after publishing",
  ["what"],
  run.troubles.map((trouble) => [trouble])
)}
${todo(report)}
${report.unrated ? `<p>${escapeHtml(report.unrated)}</p>` : ""}
${report.unshown ? `<p>${escapeHtml(report.unshown)}</p>` : ""}
${report.owner_mail?.text ? `<p>${escapeHtml(report.owner_mail.text)}</p>` : ""}
${releases(report)}
${files(report)}
${quarantine(report)}
${table(
  "How long it took",
  ["stage", "seconds"],
  report.stages.map((s) => [s.name, s.seconds])
)}
</body></html>
`;
}

function todo({files: all}: Report): string {
  const left = all.filter((f) => f.outcome === "refuse" || f.outcome === "hold");
  return table(
    "Files that were not taken",
    ["file", "why"],
    left.map((f) => [f.path, f.message])
  );
}

const releases = ({releases: all}: Report): string =>
  table(
    "What readers get",
    ["folder", "release", ""],
    all.map((r) => [
      r.site,
      r.name,
      r.published
        ? "published by this run"
        : r.failed
          ? "not published, as before"
          : r.pinned
            ? "pinned by a rollback"
            : "as before"
    ])
  );

/** Rows of a table; a page of a hundred thousand opens nowhere. */
const most = 1000;

const files = ({files: all}: Report): string =>
  table(
    "Every file",
    ["file", "outcome", "table", ...recordCounts],
    all.map((f: FileReport) => [f.path, f.outcome, f.table ?? "", ...recordCounts.map((c) => f[c])])
  );

function quarantine({files: all}: Report): string {
  const rows = all.flatMap((f) => f.notes.map((n) => [n.reason, n.records, `${n.path} line ${n.line}`, n.what, n.edit]));
  return table("Rejected records", ["reason", "records", "first", "what is wrong", "what to do"], rows);
}

function table(title: string, heads: readonly string[], rows: (string | number)[][]): string {
  if (!rows.length) return "";
  const cell = (value: string | number) =>
    typeof value === "number" ? `<td class="n">${value}</td>` : `<td>${escapeHtml(value)}</td>`;
  const head = heads.map((h, i) => `<th scope="col"${typeof rows[0]![i] === "number" ? ' class="n"' : ""}>${h}</th>`).join("");
  const shown = rows.slice(0, most);
  const more = rows.length - shown.length;
  const rest = more ? `<p>${more} more: see report.json in the build folder.</p>` : "";
  const body = shown.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  return `<h2>${title}</h2>\n<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>${rest}`;
}
