import {defineSettings} from "./loaders/settings.ts";

/** Every setting has a default in loaders/settings.ts; state here only what differs. */
export default defineSettings({
  company: "Handshake Demo"
});
