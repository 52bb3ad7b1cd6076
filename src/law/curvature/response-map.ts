/** The responses that are a function of h* with Gaussian noise: y = map(h*) + noise N(0, 1). */

import { guardedMap } from '../../model/custom-functions';
import type { CustomMap, Response } from '../../model/model';

export interface ResponseMap {
  readonly map: (hStar: number) => number;
  readonly noise: number;
  /** The h* at which the map jumps, bends or turns. */
  readonly kinks: readonly number[];
  readonly linear: boolean;
}

export type MapResponse =
  | Extract<Response, { kind: 'linear' | 'phase-retrieval' | 'amplitude' | 'tanh' | 'relu' }>
  | CustomMap;

export function responseMap(response: MapResponse): ResponseMap {
  const { noise } = response;
  switch (response.kind) {
    case 'linear':
      return { map: (star) => star, noise, kinks: [], linear: true };
    case 'phase-retrieval':
      return { map: (star) => star * star, noise, kinks: [0], linear: false };
    case 'amplitude':
      return { map: Math.abs, noise, kinks: [0], linear: false };
    case 'tanh':
      return { map: Math.tanh, noise, kinks: [], linear: false };
    case 'relu':
      return { map: (star) => Math.max(star, 0), noise, kinks: [0], linear: false };
    case 'custom-map':
      return { map: guardedMap(response), noise, kinks: response.kinks, linear: false };
  }
}
