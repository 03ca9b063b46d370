import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A package of one function. Each brings hundreds of small files, which are read for the first figure that needs them. */
function lazily<Parameters extends number[]>(name: string): (...given: Parameters) => number {
  let loaded: ((...given: Parameters) => number) | undefined;
  return (...given) => {
    loaded ??= require(name) as (...given: Parameters) => number;
    return loaded(...given);
  };
}

/** The normal distribution's function. */
export const normalCdf = lazily<[x: number, mean: number, deviation: number]>(
  '@stdlib/stats-base-dists-normal-cdf',
);

/** The function of Student's t. */
export const tCdf = lazily<[x: number, freedom: number]>('@stdlib/stats-base-dists-t-cdf');

/** The quantile of Student's t. */
export const tQuantile = lazily<[p: number, freedom: number]>('@stdlib/stats-base-dists-t-quantile');
