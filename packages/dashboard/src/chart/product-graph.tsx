import { Chart, LinearScale, PointElement, Tooltip } from 'chart.js';
import { EdgeLine, ForceDirectedGraphController } from 'chartjs-chart-graph';
import { useMemo } from 'react';
import { useWords } from '../i18n/use-words.js';
import type { Pair } from '../reports/affinity-pair.js';
import { Canvas, type ChartSettings } from './canvas.js';
import { faded, tooltipColours, useColours } from './theme.js';

Chart.register(ForceDirectedGraphController, EdgeLine, LinearScale, PointElement, Tooltip);

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
  return <Canvas config={config} label={label} height="24rem" />;
}
