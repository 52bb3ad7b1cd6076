/** `npm run bench:report`: writes what is shown of the published run anew. */

import { publish } from './publish';

await publish();
