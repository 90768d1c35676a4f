/** What of a variable of Framework's runtime tells whether its cell has a value. */
export interface Variable {
  _name: string | null;
  _promise: Promise<unknown>;
  _value?: unknown;
  _inputs: readonly Variable[];
  _observer: {_node?: {childNodes: Iterable<ChildNode>}};
}

/**
 * Watches the cells of an open page. Runs in a browser, from its own text: it uses nothing around it.
 * @param patience milliseconds that a cell may take
 * @returns a function that is called again and again, with the variables of the page: the ids of the cells that have had no value for so
 * long although all that they read has one
 */
export function watchCells(patience: number, now = () => performance.now()): (variables: Iterable<Variable>) => string[] {
  const since = new WeakMap<Promise<unknown>, number>();
  const settled = new WeakSet<Promise<unknown>>();
  const named = (name: string | null) => /^cell (\S+)$/.exec(name ?? "")?.slice(1) ?? [];
  function isPending({_promise: promise}: Variable): boolean {
    if (!since.has(promise)) {
      since.set(promise, now());
      const note = () => void settled.add(promise);
      promise.then(note, note);
    }
    return !settled.has(promise);
  }
  function idsOf({_name: name, _observer: {_node: node}, _inputs: [cell]}: Variable): string[] {
    if (node && name) return named(name);
    if (node) return idsIn([...node.childNodes]);
    // a value of a cell that is a promise; one that comes with what a reader does is none
    const values = cell?._value as Record<string, unknown> | undefined;
    return name && values?.[name] instanceof Promise ? named(cell!._name) : [];
  }
  /** Cells within a sentence have one element; before the place of each without a value is a sign of it. */
  function idsIn(nodes: readonly ChildNode[]): string[] {
    const places = nodes.filter(({nodeType, nodeValue}) => nodeType === 8 && /^:[0-9a-f]{8}(-\d+)?:$/.test(nodeValue ?? ""));
    const empty = places.filter((place) => nodes[nodes.indexOf(place) - 1]?.nodeName === "OBSERVABLEHQ-LOADING");
    return (empty.length ? empty : places).map(({nodeValue}) => nodeValue!.slice(1, -1));
  }
  return (variables) => {
    const late = [...variables].filter((variable) => {
      const open = variable._inputs.map(isPending);
      return isPending(variable) && !open.includes(true) && now() - since.get(variable._promise)! > patience;
    });
    return [...new Set(late.flatMap(idsOf))].sort();
  };
}
