import {expect, test} from "vitest";
import {rounded} from "../../loaders/publish/write.ts";

test.each([
  [58.49996, 58.49996],
  [58.50004, 58.50004],
  [58.5, 58.5],
  [58.5 - 7e-15, 58.5],
  [66.9123456, 66.912],
  [0.12345678, 0.12346],
  [0.184996, 0.184996],
  [-58.49996, -58.49996],
  [1234.49999, 1234.49999],
  [12_349_999.7, 12_349_999.7],
  [12_345_678.9, 12_345_679],
  [0, 0]
])("%d is published as %d", (value, published) => expect(rounded(value)).toBe(published));

test("what a page rounds to a whole, a tenth or three figures is what it rounds the value itself to", () => {
  const ways = [
    (x: number) => Math.round(x),
    (x: number) => (Math.abs(x) < 1000 ? Math.round(x * 10) / 10 : 0),
    (x: number) => (x === 0 ? 0 : Number(x.toPrecision(3)))
  ];
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const values = Array.from({length: 20_000}, (_, i) => {
    const shown = Math.round(random() * 1000) / 10 + 0.5;
    return (i % 2 ? shown + (random() - 0.5) / 1000 : random() * 10 ** Math.floor(random() * 8)) * (i % 3 ? 1 : -1);
  });
  const apart = values.filter((x) => ways.some((way) => way(rounded(x)) !== way(x)));
  expect(apart).toEqual([]);
});
