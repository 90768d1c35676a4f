import {expect, test} from "vitest";
import {inHeader} from "../../loaders/explain/inHeader.ts";

test("an entry of a header whose SQL can't be run is told with its file, itself and the reason, on one line", async () => {
  const entry = {file: "/co/metrics/trained.sql", what: "records", said: "activities by happend_on"} as const;
  const failing = () => Promise.reject(new Error("Binder Error: no column happend_on\nLINE 1: select"));
  await expect(inHeader(entry, failing)).rejects.toThrow(
    /trained\.sql: "activities by happend_on" under "records:" in its header can't be worked out: Binder Error: no column happend_on Correct that entry\.$/
  );
});

test("memory that runs out is no fault of an entry", async () => {
  const failing = () => Promise.reject(new Error("Out of Memory Error: none left"));
  await expect(inHeader({file: "a.sql", what: "formula", said: "a = 1"}, failing)).rejects.toThrow(/^Out of Memory Error/);
});
