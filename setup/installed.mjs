// @ts-check
import {root, whatIsMissing} from "./install.mjs";

/* Exits 0 once node_modules is what package-lock.json says; installs nothing. */
process.exitCode = whatIsMissing(root) ? 1 : 0;
