import {
  DOUBLE,
  DuckDBListValue,
  DuckDBScalarFunction,
  LIST,
  listValue,
  structValue,
  type DuckDBType,
  type DuckDBValue
} from "@duckdb/node-api";
import {answered, type Answer} from "./answers.ts";

/** SQL has no NaN or infinity in its figures: what can't be computed is null. */
export const finite = (x: number | null): number | null => (x === null || !Number.isFinite(x) ? null : x);

/** A function of numbers, `name(double, …) -> double`; null as soon as one argument is null. */
export function ofNumbers<const A extends number[]>(
  name: string,
  count: A["length"],
  f: (...x: A) => number | null
): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: Array<DuckDBType>(count).fill(DOUBLE),
    returnType: DOUBLE,
    mainFunction(_info, input, output) {
      const columns = Array.from({length: count}, (_, i) => input.getColumnVector(i));
      for (let row = 0; row < input.rowCount; row++) {
        const x = columns.map((c) => c.getItem(row));
        output.setItem(row, x.every(isNumber) ? answered(name, [x], () => finite(f(...(x as A)))) : null);
      }
      output.flush();
    }
  });
}

/** A function of lists of numbers of one length, `name(double[], …) -> result`; null when one of them is null or holds a null. */
export function ofLists<const A extends number[][]>(
  name: string,
  count: A["length"],
  returnType: DuckDBType,
  f: (...x: A) => Answer
): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: Array<DuckDBType>(count).fill(LIST(DOUBLE)),
    returnType,
    mainFunction(_info, input, output) {
      const columns = Array.from({length: count}, (_, i) => input.getColumnVector(i));
      for (let row = 0; row < input.rowCount; row++) {
        const x = columns.map((c) => numbersOf(c.getItem(row)));
        output.setItem(row, x.every((list) => list !== null) ? valueOf(answered(name, x, () => f(...(x as A)))) : null);
      }
      output.flush();
    }
  });
}

const isNumber = (x: DuckDBValue): x is number => typeof x === "number";

function valueOf(answer: Answer): DuckDBValue {
  if (Array.isArray(answer)) return listValue(answer);
  return typeof answer === "object" && answer !== null ? structValue(answer) : answer;
}

function numbersOf(value: DuckDBValue): number[] | null {
  return value instanceof DuckDBListValue && value.items.every(isNumber) ? (value.items as number[]) : null;
}
