let sequence = 0;

/**
 * Mints a UUIDv7 (RFC 9562). The twelve bits after the time count up, so that ids minted in one millisecond
 * sort in the order in which they were minted; 60 random bits keep browsers apart.
 */
export const uuid = (time: number): string =>
  (
    (time + 2 ** 48).toString(16).slice(1) +
    (0x7000 + (sequence++ % 4096)).toString(16) +
    ((crypto.getRandomValues(new BigUint64Array(1))[0]! >> 4n) | (1n << 63n)).toString(16)
  ).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
