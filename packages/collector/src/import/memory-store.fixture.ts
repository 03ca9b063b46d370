import type { ImportChunk, ImportChunkResult, Store } from '../store/store.js';

/** A store in memory that keeps the rules of imports, for tests of reading. */
export function memoryStore(key: (fields: ImportChunk['rows'][number]['fields']) => string) {
  const rows = new Map<string, { session: string; fields: ImportChunk['rows'][number]['fields'] }>();
  const chunks: ImportChunk[] = [];
  const store: Pick<Store, 'importRows'> = {
    async importRows(chunk: ImportChunk): Promise<ImportChunkResult> {
      chunks.push(chunk);
      const result: ImportChunkResult = { inserted: 0, updated: 0, refused: [] };
      for (const { row, fields } of chunk.rows) {
        const known = rows.get(key(fields));
        if (known?.session === chunk.session) {
          result.refused.push({ row, reason: 'duplicate_key' });
          continue;
        }
        if (known === undefined) result.inserted++;
        else result.updated++;
        rows.set(key(fields), { session: chunk.session, fields });
      }
      return result;
    },
  };
  return { store, chunks, fields: () => [...rows.values()].map((row) => row.fields) };
}
