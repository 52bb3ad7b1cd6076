/** The library's version, as its manifest says. */

import { version } from '../package.json';

export const VERSION: string = version;
