/** `initialize --picture`: a picture found again from measurements without signs, at several n/p, as a figure. */

import { extname } from 'node:path';
import { writeFileAtomically } from '../../data/save';
import { landscape } from '../../initialization/landscape';
import { type FoundPicture, type PictureAttempt, recoverPicture } from '../../initialization/picture-recovery';
import { reportMetadataOf } from '../../plot/metadata';
import { renderPictures } from '../../plot/picture-figure';
import { renderPng } from '../../plot/png';
import { Engine } from '../../simulation/engine';
import { formatNumber, formatShort } from '../../words/format';
import { parseCount, parseNumbers, parseSeed, UsageError } from '../arguments';
import { checkOutputPath, FIGURE_ENDINGS } from '../output';
import { plainTable } from '../plain-table';
import { interruptSignal, progressBar } from '../progress';

export interface PictureFlags {
  readonly size?: string | number;
  readonly ratios?: string | number;
  readonly seed?: string | number;
  readonly out?: string;
  readonly json?: boolean;
}

const DEFAULTS = { size: 48, ratios: [1, 2, 3, 5] } as const;
const LARGEST_SIZE = 128;

export async function runPicture(flags: PictureFlags): Promise<void> {
  const size = parseCount('size', flags.size) ?? DEFAULTS.size;
  if (size < 4 || size > LARGEST_SIZE) throw new UsageError(`--size: expected 4 to ${LARGEST_SIZE}, got ${size}`);
  const given = parseNumbers('ratios', flags.ratios);
  if (given.some((ratio) => ratio <= 0)) throw new UsageError('--ratios: expected numbers above 0');
  const ratios = given.length > 0 ? given : DEFAULTS.ratios;
  const seed = parseSeed(flags.seed);
  if (typeof seed === 'bigint') throw new UsageError('--seed: expected a whole number below 2^53');
  const out = flags.out === undefined ? null : await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
  const picture = landscape(size);
  const bar = progressBar(1);
  const engine = await Engine.create();
  let attempts: PictureAttempt[];
  try {
    attempts = await recoverPicture(picture, {
      ratios,
      seed,
      engine,
      signal: interruptSignal(),
      onProgress: bar.onProgress,
    });
  } finally {
    bar.stop();
    engine.dispose();
  }
  const numbers = attempts.map(({ spectral, descended, ...rest }) => ({
    ...rest,
    spectral: { alignment: spectral.alignment, error: spectral.error },
    descended: { alignment: descended.alignment, error: descended.error, iterations: descended.iterations },
  }));
  const report = { size, pixels: size * size, seed, attempts: numbers };
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : `${tableOf(attempts)}\n`);
  if (out !== null) {
    const title = 'A picture from measurements without signs';
    const svg = await renderPictures({
      ...{ title, size, metadata: reportMetadataOf(report, title) },
      subtitle: `y = (x · w*)², x of ${size * size} normal numbers: above the spectral estimate, below it descent from there`,
      columns: [
        [{ pixels: shown(picture), captions: ['w*', `${size} x ${size}`] }],
        ...attempts.map(({ ratio, predictedAlignment, spectral, descended }) => [
          {
            pixels: shown(spectral.pixels),
            captions: [
              `n/p = ${formatShort(ratio)}, spectral`,
              `cos² ${cosineOf(spectral)} (law ${predictedAlignment.toFixed(3)})`,
            ],
          },
          { pixels: shown(descended.pixels), captions: ['after descent', `cos² ${cosineOf(descended)}`] },
        ]),
      ],
    });
    await writeFileAtomically(out, extname(out) === '.png' ? await renderPng(svg) : svg);
    process.stderr.write(`Figure written to ${out}\n`);
  }
}

const cosineOf = ({ alignment }: FoundPicture) => alignment.toFixed(3);

/** The landscape's values lie between -1.2 and 1.2. */
const shown = (pixels: Float64Array) => pixels.map((value) => value / 1.2);

function tableOf(attempts: readonly PictureAttempt[]): string {
  const table = plainTable(['n/p', 'law', 'spectral cos²', 'after descent', 'error', 'iterations']);
  for (const { ratio, predictedAlignment, spectral, descended } of attempts) {
    table.push([
      formatNumber(ratio),
      predictedAlignment.toFixed(4),
      spectral.alignment.toFixed(4),
      descended.alignment.toFixed(4),
      descended.error.toExponential(1),
      descended.iterations,
    ]);
  }
  return table.toString();
}
