let sequence = 0;

/**
 * Mints a UUIDv7 (RFC 9562). The twelve bits after the time count up, so that ids minted in one millisecond
 * sort in the order in which they were minted; 60 random bits keep browsers apart.
 */
export const uuid = (time: number): string => {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    (byte + 256).toString(16).slice(1),
  ).join('');
  const count = (4096 + (sequence++ % 4096)).toString(16).slice(1);
  return (time.toString(16).padStart(12, '0') + random).replace(
    /(.{8})(.{4})(.{4}).(.{3})(.{8})/,
    `$1-$2-7${count}-8$4-$3$5`,
  );
};
