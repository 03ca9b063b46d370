import type uPlot from 'uplot';

/** The points without a neighbour: no line leads to them, so they would not be seen. */
export const lonePoints = (values: readonly (number | null | undefined)[]): number[] =>
  values.flatMap((value, index) => {
    const isThere = (at: number) => values[at] !== null && values[at] !== undefined;
    return value === null || value === undefined || isThere(index - 1) || isThere(index + 1) ? [] : [index];
  });

/** Draws the points without a neighbour, and no others. */
export const lonely = (colour: string, size: number): uPlot.Series.Points => ({
  show: true,
  size,
  width: 0,
  fill: colour,
  filter: (plot, series) => lonePoints(plot.data[series] as (number | null | undefined)[]),
});
