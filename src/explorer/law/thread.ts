/** The page's side of the law's thread. */

import { Remote } from '../base/remote';

export const lawThread = new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
/** A second one for what takes long, so that sliders never wait for it. */
export const slowLawThread = new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));

/** Milliseconds that a law may take. */
export const LAW_TIME_LIMIT = 30_000;
/** With a function of the user's own, which may never return. */
export const OWN_LAW_TIME_LIMIT = 12_000;
