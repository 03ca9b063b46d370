let sequence = 0;

/**
 * Mints a UUIDv7 (RFC 9562). The three digits after the version count up, so that ids minted in one millisecond
 * sort in the order in which they were minted; fifteen random digits keep browsers apart.
 */
export const uuid = (time: number): string =>
  (
    (time + 2 ** 48).toString(16).slice(1) +
    // Decimal digits are hexadecimal ones too; three random numbers have some twenty-nine of them.
    (7000 + (sequence++ % 1000)) +
    8 +
    Math.random().toFixed(15).slice(2)
  ).replace(/^.{8}|.{4}(?=.{12})/g, '$&-');
