/*
 * Runs in every page that the build has drawn: starts the page's own script late, lets Framework's client take over what is there
 * without anything moving, and keeps what a reader did meanwhile. It is put into the page as it is here, types aside, and imports nothing.
 */
{
  /** What the build has drawn for one cell, between the comment "drawn" and the comment that Framework's client looks for. */
  interface Place {
    start: Comment;
    marker: Comment & {_nodes?: ChildNode[]};
    nodes: ChildNode[];
  }

  const controls = "button, input, select, summary, a[href]";
  const main = () => document.querySelector("main");
  let asleep = true;
  let pointer: PointerEvent | undefined;
  let clicked: Element | null = null;
  let focused: Element | null = null;

  const inMain = ({target}: Event) => target instanceof Element && main()?.contains(target);

  addEventListener("focusin", ({target}) => (focused = target as Element));
  addEventListener("pointermove", (event) => (pointer = event), {passive: true});
  addEventListener(
    "click",
    (event) => {
      const {target, ctrlKey, metaKey, shiftKey} = event;
      if (!(target instanceof Element) || !waiting(target) || ctrlKey || metaKey || shiftKey) return;
      clicked = target.closest("button, a.term");
      if (clicked?.matches("a")) event.preventDefault();
    },
    true
  );

  const places: Place[] = [];
  const waiting = (target: Element) => asleep || places.some(({nodes}) => nodes.some((node) => node.contains(target)));

  function findPlaces(root: Node): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    for (let start = walker.nextNode() as Comment | null; start; start = walker.nextNode() as Comment | null) {
      if (start.data !== "drawn") continue;
      const nodes: ChildNode[] = [];
      let next = start.nextSibling;
      while (next && !(next instanceof Comment && /^:[0-9a-f-]+:$/.test(next.data))) {
        nodes.push(next);
        next = next.nextSibling;
      }
      if (next) places.push({start, marker: next, nodes});
    }
  }

  /** The client keeps in `_nodes` what a cell shows, and takes that away in the task that shows the cell's first value. */
  function giveToClient({marker, nodes}: Place): void {
    Object.defineProperty(marker, "_nodes", {
      configurable: true,
      set(value: ChildNode[]) {
        Object.defineProperty(marker, "_nodes", {value, writable: true, configurable: true});
        value.push(...nodes);
      }
    });
  }

  const within = (nodes: Node[], what: string): HTMLElement[] =>
    nodes.flatMap((node) =>
      node instanceof Element ? [...(node.matches(what) ? [node] : []), ...node.querySelectorAll(what)] : []
    ) as HTMLElement[];

  function takeOver({start, marker, nodes: was}: Place): void {
    const now: ChildNode[] = [];
    for (let next = start.nextSibling; next && next !== marker; next = next.nextSibling) now.push(next);
    // what the build has drawn is better than an error: a cell that can't run here leaves it
    if (now.some((node) => node instanceof Element && node.classList.contains("observablehq--error"))) {
      now.forEach((node) => node.remove());
      return marker.before(...was);
    }
    const opened = within(now, "details") as HTMLDetailsElement[];
    within(was, "details").forEach((d, i) => opened[i] && (opened[i].open = (d as HTMLDetailsElement).open));
    const then = within(was, controls);
    const here = within(now, controls);
    if (then.length === here.length) then.forEach((control, i) => follow(control, here[i]!));
    if (pointer && was.length) pointAgain(pointer, now);
  }

  /** What a reader did to a control is done to the one in its place. */
  function follow(control: HTMLElement, now: HTMLElement): void {
    const tell = (...events: string[]) => events.forEach((type) => now.dispatchEvent(new Event(type, {bubbles: true})));
    if (control instanceof HTMLInputElement && now instanceof HTMLInputElement) {
      const ticks = control.type === "checkbox" || control.type === "radio";
      if (ticks ? control.checked !== control.defaultChecked : control.value !== control.defaultValue) {
        now.checked = control.checked;
        now.value = control.value;
        tell("input", "change");
      }
    }
    if (control instanceof HTMLSelectElement && now instanceof HTMLSelectElement) {
      const first = [...control.options].findIndex((o) => o.defaultSelected);
      if (control.selectedIndex !== Math.max(0, first)) {
        now.value = control.value;
        tell("input", "change");
      }
    }
    if (control === focused && document.activeElement === document.body) now.focus({preventScroll: true});
    if (control !== clicked) return;
    clicked = null;
    now.click();
  }

  /** Tells what now lies under the pointer that it lies there. */
  function pointAgain({clientX, clientY, pointerType}: PointerEvent, now: Node[]): void {
    const under = document.elementFromPoint(clientX, clientY);
    if (!under || !now.some((node) => node.contains(under))) return;
    for (const type of ["pointerenter", "pointermove"])
      under.dispatchEvent(new PointerEvent(type, {clientX, clientY, pointerType, bubbles: true}));
  }

  /** What resize() draws comes a moment after its cell: until then the place keeps its height. */
  function holdHeight(now: Element, height: number): void {
    const place = now.parentElement;
    if (!place || height < 1 || !within([now], "div").some((d) => d.style.position === "relative" && !d.firstChild)) return;
    place.style.minHeight = `${height}px`;
    setTimeout(() => (place.style.minHeight = ""), 250);
  }

  function wake(): void {
    const script = document.querySelector<HTMLScriptElement>("script[data-cells]");
    const root = main();
    if (!asleep || !script || !root) return;
    asleep = false;
    findPlaces(root);
    places.forEach(giveToClient);
    const heights = new Map(places.map((place) => [place, place.marker.parentElement?.offsetHeight ?? 0]));
    const over = new MutationObserver((records) => {
      const gone = new Set(records.flatMap(({removedNodes}) => [...removedNodes]));
      for (const place of places.filter(({nodes}) => nodes.some((node) => gone.has(node)))) {
        places.splice(places.indexOf(place), 1);
        takeOver(place);
        const now = place.marker.previousElementSibling;
        if (now) holdHeight(now, heights.get(place)!);
      }
      if (!places.length) document.documentElement.dataset["hydrated"] = "";
    });
    over.observe(root, {childList: true, subtree: true});
    for (const link of document.querySelectorAll<HTMLLinkElement>("link[data-rel]")) link.rel = link.dataset["rel"]!;
    const module = document.createElement("script");
    module.type = "module";
    module.textContent = script.textContent;
    document.head.append(module);
  }

  const afterPaint = (act: () => void) => requestAnimationFrame(() => setTimeout(act));
  const start = () => (document.readyState === "complete" ? wake() : addEventListener("load", () => afterPaint(wake)));
  for (const sign of ["pointerover", "pointerdown", "focusin"])
    addEventListener(sign, (event) => asleep && inMain(event) && start(), {passive: true});
  const idle = (act: () => void) =>
    "requestIdleCallback" in window ? requestIdleCallback(act, {timeout: 2000}) : setTimeout(act, 200);
  addEventListener("DOMContentLoaded", () => {
    // an address that says what to show can't wait; a page that asks for it waits for a reader
    if (location.search) wake();
    else if (!document.querySelector("script[data-cells=reader]")) addEventListener("load", () => idle(wake));
  });
}
