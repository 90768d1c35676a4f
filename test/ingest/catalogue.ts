import type {Case} from "./catalogue/build.ts";
import {dialects} from "./catalogue/dialects.ts";
import {encodings} from "./catalogue/encodings.ts";
import {files} from "./catalogue/files.ts";
import {formats} from "./catalogue/formats.ts";
import {headers} from "./catalogue/headers.ts";
import {records, rules} from "./catalogue/records.ts";
import {values} from "./catalogue/values.ts";

/** The project's own catalogue of what may arrive, and what must become of it. */
export const catalogue: Case[] = [...encodings, ...dialects, ...headers, ...values, ...records, ...rules, ...files, ...formats];
