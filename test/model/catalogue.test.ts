/** The tables of losses, preprocessings and responses: against the kernels, against themselves, and docs/catalogue.md against them. */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../src/model/catalogue';
import { defineLossAlone } from '../../src/model/define-loss';
import { type CatalogueLoss, LOSS_KINDS, LOSSES, type LossEntry, lossFunctions } from '../../src/model/losses';
import {
  definePreprocessing,
  PREPROCESSING_KINDS,
  PREPROCESSINGS,
  type PreprocessingEntry,
  transformOf,
} from '../../src/model/preprocessings';
import { RESPONSE_KINDS, RESPONSES, type ResponseEntry } from '../../src/model/responses';
import { createKernels, type Kernels } from '../../src/wasm/kernels';

/** Not the default, which could hide a parameter that is not used. */
const PARAMETER = 0.75;
const SCORES = [-700, -30, -4.3, -1.7, -1, -0.75, -0.2, 0, 0.3, 0.75, 1, 2.1, 5.5, 30, 700];
const LABELS = { signs: [-1, 1], counts: [0, 1, 4], any: [-2.5, -0.75, 0, 1, 3] } as const;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await createKernels();
});

/** g, or T, of the kernels. */
function kernelValue(kind: string, y: number, h: number): number {
  const { exports, arena } = kernels;
  arena.reset();
  const [g, yPointer, hPointer] = [0, 0, 0].map(() => arena.allocate(8));
  arena.view(yPointer, 1)[0] = y;
  arena.view(hPointer, 1)[0] = h;
  exports.curvature(g, yPointer, hPointer, exports.curvatureKind(kind), PARAMETER, 1);
  return arena.view(g, 1)[0];
}

const withParameter = (kind: string, { parameter }: Table[string]) =>
  parameter ? { kind, [parameter.name]: PARAMETER } : { kind };

describe.each(LOSS_KINDS)('the %s loss', (kind) => {
  const entry: LossEntry = LOSSES[kind];
  const loss = defineLossAlone(withParameter(kind, entry)) as CatalogueLoss;
  const { slope, curvature, kinks = () => [] } = lossFunctions(loss);
  const labels: readonly number[] = LABELS[entry.labels as keyof typeof LABELS];

  it("has the kernels' curvature", () => {
    for (const y of labels) {
      for (const h of SCORES) {
        const [mine, theirs] = [curvature(y, h), kernelValue(kind, y, h)];
        if (Number.isFinite(theirs)) expect(Math.abs(mine - theirs)).toBeLessThanOrEqual(1e-14 * Math.abs(theirs));
        else expect(mine).toBe(theirs);
      }
    }
  });

  it('has the curvature as the derivative of its slope, but at kinks', () => {
    const step = 2 ** -10;
    for (const y of labels) {
      for (let h = -2.03; h < 2; h += 0.13) {
        if (kinks(y).some((kink) => Math.abs(kink - h) <= step)) continue;
        const [below, above] = [slope(y, h - step), slope(y, h + step)];
        const size = Math.abs(below) + Math.abs(above);
        // Truncation step^2 / 6 times the third derivative of s, which is at most 25 / PARAMETER^3, and roundings.
        const tolerance = (25 * step ** 2) / 6 / PARAMETER ** 3 + (4 * Number.EPSILON * size) / step;
        expect(Math.abs((above - below) / (2 * step) - curvature(y, h))).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it('depends on what its entry says, within the bounds that it says', () => {
    const [first, second] = labels;
    const { of, range, growth = 0, leastCurvature = 0 } = entry;
    for (const h of SCORES) {
      if (of === 'nothing' || of === 'score') expect(curvature(first, h)).toBe(curvature(second, h));
      if (of === 'nothing') expect(curvature(first, h)).toBe(curvature(first, 0));
      if (of === 'residual') {
        expect(curvature(first, first + h)).toBeCloseTo(curvature(0, h), 12);
        expect(curvature(0, h)).toBe(curvature(0, -h));
        expect(slope(0, h)).toBe(-slope(0, -h));
      }
      for (const y of labels) {
        const g = curvature(y, h);
        expect(g).toBeGreaterThanOrEqual(Math.max(leastCurvature, range?.[0] ?? Number.NEGATIVE_INFINITY));
        expect(g).toBeLessThanOrEqual(range?.[1] ?? Number.POSITIVE_INFINITY);
        if (growth > 0) expect(g).toBeLessThanOrEqual(Math.exp(growth * Math.abs(h)));
      }
    }
  });

  it('loses nothing at a w that separates the labels exactly where its entry says so', () => {
    if (entry.labels !== 'signs') return expect(entry.separates ?? false).toBe(false);
    for (const y of labels) expect(Math.abs(slope(y, y * 800)) < 1e-300).toBe(entry.separates ?? false);
  });
});

describe.each(PREPROCESSING_KINDS)('the preprocessing %s', (kind) => {
  const transform = transformOf(definePreprocessing(withParameter(kind, PREPROCESSINGS[kind])));

  it("is the kernels'", () => {
    for (const y of SCORES) expect(transform(y)).toBe(kernelValue(kind, y, 0.5));
  });
});

const MAPS = RESPONSE_KINDS.filter((kind) => RESPONSES[kind].values === 'reals');

describe.each(MAPS)('the %s response', (kind) => {
  it("is the kernels' where there is no noise, within its range", () => {
    const entry: ResponseEntry = RESPONSES[kind];
    if (entry.values !== 'reals') throw new Error(kind);
    const { exports, arena } = kernels;
    arena.reset();
    const [y, hStar, uniforms] = [0, 0, 0].map(() => arena.allocate(8 * SCORES.length));
    arena.view(hStar, SCORES.length).set(SCORES);
    arena.view(uniforms, SCORES.length).fill(0.3);
    exports.respond(y, hStar, uniforms, exports.responseKind(kind), 0, SCORES.length);
    const drawn = arena.view(y, SCORES.length);
    SCORES.forEach((score, i) => {
      const value = entry.map(score);
      expect(Math.abs(value - drawn[i])).toBeLessThanOrEqual(1e-15 * Math.abs(value));
      expect(value).toBeGreaterThanOrEqual(entry.range[0]);
      expect(value).toBeLessThanOrEqual(entry.range[1]);
      if (entry.isEven) expect(entry.map(-score)).toBe(value);
    });
    expect(SCORES.every((score) => entry.map(-score) === entry.map(score))).toBe(entry.isEven);
  });
});

const inMarkdown = (text: string) => text.replaceAll('*', '\\*').replaceAll('|', '\\|');
const row = (...cells: string[]) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');

const VALUES = { signs: 'labels ±1', counts: 'counts 0, 1, 2, ...', reals: 'reals' } as const;
const TAKEN = { signs: '±1', counts: 'counts', reals: 'reals', any: 'any' } as const;

describe('docs/catalogue.md', () => {
  const lines = readFileSync(new URL('../../docs/catalogue.md', import.meta.url), 'utf8').split('\n');
  /** The rows under a head. */
  const rowsUnder = (head: string) => {
    const start = lines.indexOf(head) + 2;
    const rest = lines.slice(start);
    return start === 1 ? [] : rest.slice(0, rest.indexOf(''));
  };

  it('lists the responses', () => {
    const rows = Object.entries<ResponseEntry>(RESPONSES).map(([kind, { text, parameter, values }]) => {
      const words = parameter ? `\`${parameter.name}\`, default ${parameter.default}` : '';
      return row(`\`${kind}\``, inMarkdown(text), words, VALUES[values]);
    });
    expect(rowsUnder('| `response` | y | parameter | values |')).toEqual(rows);
  });

  it('lists the losses', () => {
    const rows = Object.entries<LossEntry>(LOSSES).map(([kind, { text, labels }]) => {
      const { loss, curvature, values } = text;
      return row(`\`${kind}\``, ...[loss, curvature, values].map(inMarkdown), TAKEN[labels]);
    });
    expect(rowsUnder('| `loss` | l(y, h) | g | range of g | y |')).toEqual(rows);
  });

  it('lists the preprocessings', () => {
    const rows = Object.entries<PreprocessingEntry>(PREPROCESSINGS).map(([kind, { text, parameter }]) => {
      const given = parameter ? `, "${parameter.name}": b` : '';
      return row(`\`{"kind": "${kind}"${given}}\``, ...[text.transform, text.bounded].map(inMarkdown));
    });
    expect(rowsUnder('| `preprocessing` | T(y) | bounded |')).toEqual(rows);
  });
});
