/** Tables as Parquet, by the optional package hyparquet-writer. Node only. */

import { DependencyError } from '../errors';
import type { Column } from './csv';

const PACKAGE = 'hyparquet-writer';

/** @throws DependencyError if hyparquet-writer is not installed */
export async function encodeParquet(
  columns: readonly Column[],
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer').catch((cause) => {
    throw new DependencyError(PACKAGE, `npm install ${PACKAGE}, or use the CSV`, cause);
  });
  const columnData = columns.map(({ name, type, values }) => ({
    name,
    type: type === 'text' ? ('STRING' as const) : ('DOUBLE' as const),
    data: [...values],
  }));
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}
