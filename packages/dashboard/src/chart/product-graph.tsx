import { Chart, LinearScale, PointElement, Tooltip } from 'chart.js';
import { EdgeLine, ForceDirectedGraphController } from 'chartjs-chart-graph';
import { useMemo } from 'react';
import { useWords } from '../i18n/use-words.js';
import type { Pair } from '../reports/affinity-pair.js';
import { Canvas, type ChartSettings } from './canvas.js';
import { type Colours, faded, tooltipColours, useColours } from './theme.js';

Chart.register(ForceDirectedGraphController, EdgeLine, LinearScale, PointElement, Tooltip);

/** Characters of a name that are written. */
const LONGEST = 24;

/** Height of a name, in pixels. */
const LINE = 14;

/** As many names as can be read, those of the most bought products; the others are told on hover. */
const NAMED = 30;

/** Writes names beside points. */
function nameLabels(names: readonly string[], { ink, card }: Colours) {
  return {
    id: 'names',
    afterDatasetsDraw(chart: Chart) {
      const { ctx } = chart;
      const points = chart.getDatasetMeta(0).data as unknown as {
        x: number;
        y: number;
        options: { radius: number };
      }[];
      const largest = points
        .map(({ options }, index) => ({ index, radius: options.radius }))
        .sort((a, b) => b.radius - a.radius)
        .slice(0, NAMED);
      ctx.save();
      ctx.font = `12px ${Chart.defaults.font.family}`;
      ctx.textAlign = 'center';
      ctx.lineWidth = 3;
      ctx.strokeStyle = card;
      ctx.fillStyle = ink;
      const written: { x: number; y: number; half: number }[] = [];
      for (const { index, radius } of largest) {
        const point = points[index];
        if (point === undefined) continue;
        const text = names[index] ?? '';
        const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
        const half = ctx.measureText(short).width / 2;
        const x = Math.min(chart.width - half, Math.max(half, point.x));
        // A name across another one, or across a point, would make both unreadable. So it stands above its point, else
        // below it; else that of the larger product stays alone.
        const isFree = (y: number) =>
          y > LINE &&
          y < chart.height &&
          !written.some((one) => Math.abs(one.y - y) < LINE && Math.abs(one.x - x) < one.half + half) &&
          !points.some(
            (other) =>
              other !== point &&
              Math.abs(other.y - (y - LINE / 3)) < other.options.radius + LINE / 2 &&
              Math.abs(other.x - x) < other.options.radius + half,
          );
        const y = [point.y - radius - 5, point.y + radius + LINE].find(isFree);
        if (y === undefined) continue;
        written.push({ x, y, half });
        ctx.strokeText(short, x, y);
        ctx.fillText(short, x, y);
      }
      ctx.restore();
    },
  };
}

/** Products as points, lines between those that are bought together: the thicker, the more often. */
export function ProductGraph({ pairs, label }: { pairs: readonly Pair[]; label: string }) {
  const { number } = useWords();
  const colours = useColours();
  const config = useMemo((): ChartSettings => {
    const names = [...new Set(pairs.flatMap((pair) => pair.names))];
    const most = Math.max(1, ...pairs.map(({ orders }) => orders));
    const weight = (name: string) =>
      pairs.filter((pair) => pair.names.includes(name)).reduce((sum, { orders }) => sum + orders, 0);
    const heaviest = Math.max(1, ...names.map(weight));
    return {
      type: 'forceDirectedGraph',
      plugins: [nameLabels(names, colours)],
      data: {
        labels: names,
        datasets: [
          {
            data: names.map((name) => ({ name })),
            edges: pairs.map(({ names: [one, other] }) => ({
              source: names.indexOf(one),
              target: names.indexOf(other),
            })),
            pointRadius: names.map((name) => 5 + 9 * Math.sqrt(weight(name) / heaviest)),
            pointHoverRadius: names.map((name) => 7 + 9 * Math.sqrt(weight(name) / heaviest)),
            pointBackgroundColor: colours.mark,
            pointBorderColor: colours.card,
            pointBorderWidth: 2,
            edgeLineBorderColor: pairs.map(({ orders }) =>
              faded(colours.quiet, 0.25 + (0.6 * orders) / most),
            ),
            edgeLineBorderWidth: pairs.map(({ orders }) => 1 + (4 * orders) / most),
          },
        ],
      },
      options: {
        layout: { padding: 24 },
        // Long lines and points that keep apart leave room for names; a weak pull to the middle, for pairs that share no product
        // with others would drift to the edges and press all else together.
        simulation: {
          forces: {
            link: { distance: 70 },
            manyBody: { strength: -60, distanceMax: 160 },
            collide: { radius: 34 },
            x: { strength: 0.05 },
            y: { strength: 0.09 },
          },
        },
        scales: { x: { display: false, min: -1.1, max: 1.1 }, y: { display: false, min: -1.1, max: 1.1 } },
        plugins: {
          legend: { display: false },
          tooltip: {
            ...tooltipColours(colours),
            callbacks: {
              title: () => '',
              label: ({ dataIndex }: { dataIndex: number }) => {
                const name = names[dataIndex] ?? '';
                const partners = pairs.filter((pair) => pair.names.includes(name)).slice(0, 6);
                return [
                  name,
                  ...partners.map(
                    ({ names: [one, other], orders }) => `+ ${one === name ? other : one}: ${number(orders)}`,
                  ),
                ];
              },
            },
          },
        },
      },
    };
  }, [pairs, colours, number]);
  return <Canvas config={config} label={label} height="28rem" />;
}
