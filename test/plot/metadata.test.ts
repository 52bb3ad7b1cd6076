import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { parseModelFile } from '../../src/data/model-file';
import { ModelError } from '../../src/errors';
import { renderFigure } from '../../src/plot/comparison-figure';
import { figureModelOf } from '../../src/plot/metadata';
import { CASES, fabricate, marchenkoPasturPiece } from './fabricate';

const pieces = [marchenkoPasturPiece(0.1, 0.4)];

describe('figureModelOf', () => {
  it('gives back the model file, the seed and the trials', async () => {
    expect(figureModelOf(await renderFigure(CASES.twoBulks(), { title: 'two bulks' }))).toEqual({
      generator: 'hessian-eigenspectra',
      version: manifest.version,
      title: 'two bulks',
      seed: 1,
      trials: 1,
      model: {
        samples: 6000,
        features: 800,
        response: { kind: 'logistic' },
        loss: { kind: 'logistic' },
        covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
        mean: [0, 0.8, 0.6],
        w: [0, 1, 0],
        wStar: [0, 0, 0],
      },
    });
  });

  it('keeps a seed beyond 2^53, vectors by coordinates to the last bit, and a preprocessing', async () => {
    const values = Float64Array.from({ length: 800 }, (_, k) => Math.sin(k) / 3);
    const svg = await renderFigure(
      fabricate({
        pieces,
        seed: 2n ** 64n - 1n,
        trials: 2,
        model: { w: { values }, loss: null, preprocessing: { kind: 'clip', bound: 5 } },
      }),
    );
    const { seed, trials, model } = figureModelOf(svg);
    expect([seed, trials, model?.loss]).toEqual([2n ** 64n - 1n, 2, undefined]);
    expect(model?.preprocessing).toEqual({ kind: 'clip', bound: 5 });
    expect(model?.w).toEqual({ values: Array.from(values) });
  });

  it.each([`"quotes' & <tags/> ]]> --`, '</metadata><metadata>{}', '\u0000\u001f \ud800 \uffff', 'λ é 😀\n\t'])(
    'survives the title %j',
    async (title) => {
      expect(figureModelOf(await renderFigure(fabricate({ pieces }), { title })).title).toBe(title);
    },
  );

  it('reads what an editor has rewritten', async () => {
    const svg = await renderFigure(fabricate({ pieces }), { title: 'a & b' });
    const origin = figureModelOf(svg);
    const [whole, content] = /<metadata>(.*)<\/metadata>/.exec(svg) as RegExpExecArray;
    const json = content.replaceAll('&amp;', '&');
    const variants = [
      `<metadata id="m1"><rdf:RDF/></metadata><metadata>${content}</metadata>`,
      `<metadata id="x">\n<![CDATA[${json}]]>\n</metadata>`,
      `<metadata>${json.replaceAll('&', '&#38;').replaceAll('"', '&quot;')}</metadata>`,
    ];
    for (const variant of variants) expect(figureModelOf(svg.replace(whole, () => variant))).toEqual(origin);
  });

  it.each(Object.entries(CASES))('feeds %s back as a model file', async (_, make) => {
    const comparison = make();
    const { model } = figureModelOf(await renderFigure(comparison));
    expect(parseModelFile(JSON.stringify(model))).toEqual(comparison.model);
  });

  it('refuses a picture of somebody else', () => {
    expect(() => figureModelOf('<svg><metadata>{"generator": "other"}</metadata></svg>')).toThrow(ModelError);
    expect(() => figureModelOf('<svg/>')).toThrow(ModelError);
  });
});
