let sequence = 0;

/**
 * Mints a UUIDv7 (RFC 9562). The twelve bits after the time count up, so that ids minted in one millisecond
 * sort in the order in which they were minted; fifteen random digits keep browsers apart.
 */
export const uuid = (time: number): string =>
  (
    (time + 2 ** 48).toString(16).slice(1) +
    (0x7000 + (sequence++ % 4096)).toString(16) +
    8 +
    // Decimal digits are hexadecimal ones too. Three numbers have some twenty-nine of them.
    crypto.getRandomValues(new Uint32Array(3)).join('')
  )
    .slice(0, 32)
    .replace(/^.{8}|.{4}(?=.{12})/g, '$&-');
