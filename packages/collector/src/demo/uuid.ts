import type { Random } from './random.js';

const HEX = Array.from({ length: 65_536 }, (_, number) => number.toString(16).padStart(4, '0'));
const four = (number: number): string => HEX[number & 0xffff] as string;

/** A UUIDv7 of this time (RFC 9562), as browsers mint them; the rest of it is the random numbers'. */
export function uuidAt(time: number, random: Random): string {
  const high = Math.floor(time / 65_536);
  const one = random.bits();
  const two = random.bits();
  const three = random.bits();
  const version = four(0x7000 | (one & 0xfff));
  const variant = four(0x8000 | ((one >>> 12) & 0x3fff));
  return `${four(high >>> 16)}${four(high)}-${four(time % 65_536)}-${version}-${variant}-${four(two >>> 16)}${four(two)}${four(three)}`;
}
