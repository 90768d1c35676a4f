import {element} from "./dom.js";

/** A line that shows only where the browser runs no scripts: what can't be done there. */
export const withoutScripts = (text: string): HTMLElement => element("p", {class: "dated without-js"}, text);
