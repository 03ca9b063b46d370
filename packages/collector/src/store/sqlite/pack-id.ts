const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as it is stored: 16 bytes for a UUID in small letters, which nearly all are, else the text. */
export function packId(id: string): Buffer | string {
  return id.length === 36 && UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;
}

/** The id that {@link packId} stored. */
export function unpackId(stored: unknown): string {
  if (typeof stored === 'string') return stored;
  const hex = Buffer.from(stored as Uint8Array).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
