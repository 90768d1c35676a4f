/* Runs in every page of `npm run dev`: shows what is wrong above the page, and tells of cells that fail. */

function listen(errorClass: string): void {
  const place = document.createElement("div");
  place.id = "handshake-faults";
  place.setAttribute("role", "alert");
  place.style.cssText =
    "position:fixed;inset:0 0 auto 0;z-index:1000;max-height:45vh;overflow:auto;font:14px/1.4 ui-monospace,monospace;white-space:pre-wrap;background:#7a1f1f;color:#fff;padding:.75rem 1rem;display:none";
  let broken = false;
  addEventListener("error", () => (broken = true), true);
  addEventListener("unhandledrejection", () => (broken = true));
  const page = location.pathname === "/" ? "/index" : location.pathname;
  const source = new EventSource(`/_handshake?page=${encodeURIComponent(page)}`);
  source.addEventListener("faults", ({data}: MessageEvent<string>) => {
    const faults = JSON.parse(data) as {where: string; text: string}[];
    place.textContent = faults.map(({text}) => text).join("\n\n");
    place.style.display = faults.length ? "block" : "none";
    if (!place.isConnected) document.body.append(place);
    if (!faults.length && broken) location.reload();
  });
  source.addEventListener("reload", () => location.reload());
  // a server that was started again has other modules
  let lost = false;
  source.addEventListener("error", () => (lost = true));
  source.addEventListener("open", () => lost && location.reload());
  let told = "[]";
  const look = () => {
    const errors = [...document.querySelectorAll(`main .${errorClass}`)].map((e) => e.textContent.slice(0, 500));
    const text = JSON.stringify(errors);
    if (text === told) return;
    told = text;
    void fetch("/_handshake", {method: "POST", body: JSON.stringify({page, errors})});
  };
  addEventListener("load", () => {
    look();
    new MutationObserver(look).observe(document.querySelector("main") ?? document.body, {childList: true, subtree: true});
  });
}

/**
 * The same as a script.
 * @param errorClass the class of a box that says what is wrong with a cell
 */
export const clientCode = (errorClass: string): string =>
  `{const __name = (f) => f;(${listen.toString()})(${JSON.stringify(errorClass)})}`;
