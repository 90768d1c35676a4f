import {literal, type DuckDB} from "../engines/duckdb.ts";
import {withoutInnerCommas} from "../mappings/engine/text.ts";
import {legalForms} from "./legalForms.ts";

/** What may be between several names in a cell, but for the semicolon, which is hardly in one name. */
const marks: [mark: string, name: string][] = [
  [",", "commas"],
  ["|", "upright strokes"],
  ["/", "strokes"],
  ["\n", "line breaks"]
];

/** What may as well be a part of one name, "Johnson & Johnson": such cells are told, and never taken apart. */
const joints: typeof marks = ["&", "+", "and", "und", "et", "y", "e", "en"].map((word) => [` ${word} `, JSON.stringify(word)]);

/** Cells with several names between a mark, each of which is another cell's whole value. */
export interface Lists {
  mark: string;
  /** The mark in words. */
  name: string;
  /** How many cells are such lists. */
  lists: number;
  /** Whether no other cell has the mark. */
  all: boolean;
  /** Whether the mark is hardly a part of one name, and the list may be taken apart. */
  parted: boolean;
  /** The first of them. */
  example: string;
}

/**
 * The lists of names among cells.
 * @param cells SQL of a table with ordinal and cell
 */
export async function listsIn(db: DuckDB, cells: string): Promise<Lists[]> {
  const found: Lists[] = [];
  for (const [mark, name] of await thereIn(db, cells, [...marks, ...joints])) {
    const [row] = await db.rows<{lists: string; marked: string; example: string | null}>(listsSql(cells, mark));
    const lists = Number(row!.lists);
    if (lists)
      found.push({mark, name, lists, all: lists === Number(row!.marked), parted: !mark.startsWith(" "), example: row!.example!});
  }
  return found;
}

/** The marks that any cell has: to look for one that none has takes as long. */
async function thereIn(db: DuckDB, cells: string, of: typeof marks): Promise<typeof marks> {
  const counts = of.map(([mark], i) => `count(*) filter (contains(cell, ${literal(mark)})) as n${i}`);
  const [there] = await db.rows<Record<string, string>>(`select ${counts.join(", ")} from ${cells}`);
  return of.filter((_, i) => there![`n${i}`] !== "0");
}

/** What stands behind a name after a comma, and behind none without one: "Hartford, The", "S.A. de C.V.", "N.A." */
const behind = `${legalForms}|s|de|rl|cv|na|pc|pa|pllc|ltda|lda|ltee|ltée|kgaa|eg|ev|the`;

/** Cells of which a part between marks is the whole of another cell, while another part is none. */
export interface PartlyKnown {
  /** The mark in words. */
  name: string;
  cells: number;
  /** The first of them. */
  example: string;
}

/**
 * Cells that may be a list of names, of which some occur in lists only: "Alpha, Beta" beside "Alpha". Behind a comma there may as well be
 * a place. A legal form behind a name is no part of a list.
 * @param cells SQL of a table with ordinal and cell
 */
export async function partlyKnown(db: DuckDB, cells: string): Promise<PartlyKnown[]> {
  const found: PartlyKnown[] = [];
  for (const [mark, name] of await thereIn(db, cells, marks)) {
    // each cell once: the same partner is in many records
    const [row] = await db.rows<{cells: string; example: string | null}>(
      `${namesSql(`(select min(ordinal) as ordinal, cell from ${cells} group by cell)`, mark)},
      others as (select cell, list_filter(parts, lambda part: not regexp_full_match(replace(lower(part), '.', ''), '(${behind})( (${behind}))*')) as parts
        from marked),
      judged as (select cell, count(*) filter (part in (select name from names)) as known, count(*) as parts
        from (select cell, unnest(parts) as part from others) group by cell)
      select count(*) as cells, arg_min(cell, ordinal) as example from ${cells}
        where cell in (select cell from judged where known between 1 and parts - 1)`
    );
    if (row!.example !== null) found.push({name, cells: Number(row!.cells), example: row!.example});
  }
  return found;
}

/** How many cells have a name with a comma in quotation marks; 0 where commas are in names without them too. */
export async function quotedNames(db: DuckDB, cells: string): Promise<number> {
  const [row] = await db.rows<{quoted: string; bare: string}>(
    `select count(*) filter (regexp_full_match(cell, '"[^"]*,[^"]*"')) as quoted,
      count(*) filter (contains(${withoutInnerCommas("cell")}, ',')) as bare from ${cells}`
  );
  return row!.bare === "0" ? Number(row!.quoted) : 0;
}

/** How many cells have the mark, and of how many each part is the whole of another cell. */
const listsSql = (from: string, mark: string): string => `${namesSql(from, mark)},
  unknown as (select distinct ordinal from (select ordinal, unnest(parts) as part from marked) where part not in (select name from names)),
  lists as (select * from marked where len(parts) > 1 and ordinal not in (select ordinal from unknown))
  select count(*) as marked, (select count(*) from lists) as lists, (select arg_min(cell, ordinal) from lists) as example from marked`;

/** The names that are the whole of a cell, and the cells with the mark, each with the names between its marks. */
function namesSql(from: string, mark: string): string {
  const [marked, parts, whole] =
    mark === ","
      ? [withoutInnerCommas("cell"), `regexp_extract_all(cell, '"[^"]+"|[^,"]+')`, `trim(cell, '"')`]
      : ["cell", `string_split(cell, ${literal(mark)})`, "cell"];
  const name = mark === "," ? `trim(trim(part), '"')` : "trim(part)";
  return `with cells as ${from},
  names as (select distinct ${whole} as name from cells where cell is not null),
  marked as (select ordinal, cell, list_filter(list_transform(${parts}, lambda part: ${name}), lambda part: part <> '') as parts
    from cells where contains(${marked}, ${literal(mark)}))`;
}
