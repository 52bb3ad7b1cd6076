/**
 * Files that the page saves: the numbers as CSV and NPZ, those of the command line; the model file; the picture as SVG,
 * with the model, the seed and the number of trials inside, and PNG. And files that it opens.
 */

import { type Zippable, zipSync } from 'fflate';
import { csvRow, encodeEigenvaluesCsv } from '../../data/csv';
import { encodeNpy } from '../../data/npy';
import { ModelError } from '../../errors';
import { atomAnnotation, footnotesOf, outlierAnnotation } from '../../plot/annotations';
import { figureModelOf, metadataOf } from '../../plot/metadata';
import { paint } from '../../plot/painting';
import { formatCount } from '../../words/format';
import { describeLaws, describeSignals, describeSizes } from '../../words/model-words';
import { PLOT } from '../picture/page-style';
import { summaryOf } from '../picture/reading';
import type { Shown } from '../picture/shown';
import type { Run } from '../simulation/run';
import type { ModelText } from '../state/model-text';
import { checkScenario, INITIAL_SCENARIO, modelOf, type Scenario } from '../state/scenario';

/** ZIP has no earlier date: the same numbers make the same bytes. */
const DATE = new Date(1980, 0, 1);
const FIGURE = { width: 720, height: 484, title: 'Hessian eigenvalues: simulation and limiting law' } as const;
const PNG_SCALE = 2;

export function modelFile(model: ModelText): string {
  return `${JSON.stringify(model, null, 2)}\n`;
}

/** Eigenvalues by trial; of an estimate, its density. */
export function csvFile({ trials, estimate }: Run): string {
  if (!estimate) return encodeEigenvaluesCsv(trials);
  const rows = estimate.density.map(({ x, density, standardError }) => csvRow([x, density, standardError]));
  return `x,density,standardError\n${rows.join('')}`;
}

/** `eigenvalues` (trials x p), or of an estimate `x`, `density`, `standardError`; and model.json with what they came from. */
export function npzFile({ trials, estimate }: Run, { model, seed }: Scenario): Uint8Array<ArrayBuffer> {
  const origin = JSON.stringify({ model, seed, trials: trials.length });
  const files: Record<string, Uint8Array> = { 'model.json': new TextEncoder().encode(origin) };
  if (estimate) {
    for (const name of ['x', 'density', 'standardError'] as const) {
      const values = Float64Array.from(estimate.density, (point) => point[name]);
      files[`${name}.npy`] = encodeNpy(values, [values.length]);
    }
  } else {
    const features = trials[0].eigenvalues.length;
    const all = new Float64Array(trials.length * features);
    trials.forEach(({ eigenvalues }, k) => {
      all.set(eigenvalues, k * features);
    });
    files['eigenvalues.npy'] = encodeNpy(all, [trials.length, features]);
  }
  const entries = Object.entries(files).map(([name, bytes]) => [name, [bytes, { level: 0, mtime: DATE }]]);
  return zipSync(Object.fromEntries(entries) as Zippable);
}

/** @param trials those that the picture shows */
export function figureSvg(shown: Shown, { model: text, seed }: Scenario, trials: number): string {
  const model = modelOf(text);
  const { scene, outliers } = shown;
  const facts = [...describeSizes(model), `seed ${seed}`, formatCount(trials, 'trial')];
  const painting = {
    ...{ scene, horizontal: 'eigenvalue of H', summary: summaryOf(shown), footnotes: footnotesOf(scene) },
    annotations: [...outliers.map((outlier) => outlierAnnotation(scene, outlier)), ...atomAnnotation(scene)],
    subtitle: [[...describeLaws(model), ...describeSignals(model)], facts],
    legend: {
      observed: 'simulated',
      hasFit: scene.marchenkoPastur.length > 0,
      hasOutliers: outliers.length > 0,
      hasUnexplained: false,
      hasFresh: false,
    },
    metadata: metadataOf({ model, seed, trials: { length: trials } }, FIGURE.title),
  };
  return paint({ Plot: PLOT, document }, painting, FIGURE);
}

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PNG_SCALE * image.width;
  canvas.height = PNG_SCALE * image.height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser gave no PNG'))), 'image/png'),
  );
}

/**
 * What a file holds that somebody opens: a model file, or a picture that carries its model.
 * @throws ModelError for a file that holds no model
 */
export function scenarioIn(text: string): Scenario {
  if (text.trimStart().startsWith('<')) {
    const { model, seed, trials } = figureModelOf(text);
    if (model === null) throw new ModelError('figure', 'a model without functions of your own', 'one');
    return checkScenario({
      ...INITIAL_SCENARIO,
      model: model as ModelText,
      seed: Number(seed),
      trials: Math.max(1, trials),
    });
  }
  let model: ModelText;
  try {
    model = JSON.parse(text);
  } catch (cause) {
    throw new ModelError('model file', 'valid JSON', (cause as Error).message);
  }
  return checkScenario({ ...INITIAL_SCENARIO, model });
}
