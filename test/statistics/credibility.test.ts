import {describe, expect, it} from "vitest";
import {credibilityMean, priorOf, structureOf, type Group} from "../../loaders/statistics/credibility.ts";

// Hachemeister (1975), claim severity and number of claims of five states over twelve quarters.
const ratios = [
  [1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517],
  [1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471],
  [1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059],
  [1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306],
  [1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690]
];
const weights = [
  [7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077],
  [1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861],
  [1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121],
  [407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342],
  [2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425]
];

const groupOf = (outcomes: number[], credits: number[]): Group => ({
  events: outcomes.length,
  weight: credits.reduce((sum, c) => sum + c, 0),
  total: outcomes.reduce((sum, o, i) => sum + o * credits[i]!, 0),
  squares: outcomes.reduce((sum, o, i) => sum + o * o * credits[i]!, 0)
});

describe("Buhlmann-Straub on the data of Hachemeister", () => {
  const states = ratios.map((r, i) => groupOf(r, weights[i]!));
  const {within, between} = structureOf(states);
  const strength = within! / between!;

  // Printed by actuar, cm(~state, hachemeister); Dutang, Goulet & Pigeon (2008), Journal of Statistical Software 25(7).
  it("has a within variance of 139,120,026 and a between variance of 89,638.73", () => {
    expect(Math.abs(within! - 139120026)).toBeLessThan(1);
    expect(Math.abs(between! - 89638.73)).toBeLessThan(0.01);
  });

  it("has a collective premium of 1,683.713", () => {
    expect(Math.abs(credibilityMean(states, strength)! - 1683.713)).toBeLessThan(0.001);
  });

  it.each([
    [0, 0.9847404, 2055.165],
    [1, 0.9276352, 1523.706],
    [2, 0.8984754, 1793.444],
    [3, 0.7279092, 1442.967],
    [4, 0.9587911, 1603.285]
  ])("gives state %d the credibility %d and the premium %d", (i, credibility, premium) => {
    const {weight, total} = states[i]!;
    const mean = credibilityMean(states, strength)!;
    expect(weight / (weight + strength)).toBeCloseTo(credibility, 6);
    expect(Math.abs((total + strength * mean) / (weight + strength) - premium)).toBeLessThan(0.001);
  });
});

describe("the prior of a portfolio", () => {
  const alike = (kept: number, n: number): Group => ({events: n, weight: n, total: kept, squares: kept});

  it("is the pooled mean with strength 2 below five partners", () => {
    expect(priorOf([alike(9, 10), alike(5, 10), alike(1, 10), alike(5, 10)])).toEqual({mean: 0.5, strength: 2});
  });

  it("is the pooled mean with strength 2 below 20 credits", () => {
    expect(priorOf([alike(3, 3), alike(0, 4), alike(2, 4), alike(2, 4), alike(1, 4)])).toEqual({mean: 8 / 19, strength: 2});
  });

  it("is estimated from 20 credits on, also where thirds add up to a hair less", () => {
    const hair = 20 - 4e-15;
    const prior = priorOf([alike(4, 4), alike(4, 4), alike(0, 4), alike(0, 4), alike(2, hair - 16)]);
    const whole = priorOf([alike(4, 4), alike(4, 4), alike(0, 4), alike(0, 4), alike(2, 4)]);
    expect(hair).toBeLessThan(20);
    expect(prior.strength).toBeCloseTo(whole.strength, 9);
    expect(prior.mean).toBeCloseTo(whole.mean!, 9);
    expect(priorOf([alike(4, 4), alike(3, 4), alike(0, 4), alike(0, 4), alike(2, 3)]).mean).toBe(9 / 19);
  });

  it("is the pooled mean with strength 2 where no partner has two events", () => {
    const once = Array.from({length: 24}, (_, i) => alike(i % 2, 1));
    expect(priorOf(once)).toEqual({mean: 0.5, strength: 2});
  });

  it("has strength 50 where partners differ no more than chance", () => {
    expect(priorOf(Array.from({length: 5}, () => alike(5, 10)))).toEqual({mean: 0.5, strength: 50});
  });

  it("has strength 50 where everybody always wins, in thirds of a deal too", () => {
    const third = 1 / 3 + 1 / 3 + 1 / 3 + 1 / 3;
    const winners = [5, 6, 7, third, 8].map((w) => ({events: 4, weight: w, total: w, squares: w}));
    expect(priorOf(winners)).toEqual({mean: 1, strength: 50});
  });

  it("has strength 2 where partners are as different as can be", () => {
    const prior = priorOf([alike(10, 10), alike(10, 10), alike(0, 10), alike(0, 10), alike(0, 10)]);
    expect(prior.strength).toBe(2);
    expect(prior.mean).toBeCloseTo(0.4, 12);
  });

  it("knows no mean without evidence", () => {
    expect(priorOf([])).toEqual({mean: null, strength: 2});
  });
});
