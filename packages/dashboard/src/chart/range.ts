import type uPlot from 'uplot';

/** A scale that holds 0 and leaves room above, so that a small change never looks like a large one. */
export const atLeast: uPlot.Range.Function = (_, min, max) => {
  const low = Math.min(0, min ?? 0);
  const high = Math.max(0, max ?? 0);
  return low === high ? [0, 1] : [low * 1.08, high * 1.08];
};
