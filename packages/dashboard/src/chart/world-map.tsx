import { Chart, Tooltip } from 'chart.js';
import { ChoroplethController, ColorScale, GeoFeature, ProjectionScale } from 'chartjs-chart-geo';
import { iso31661 } from 'iso-3166';
import { useMemo } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-110m.json';
import { Canvas, type ChartSettings } from './canvas.js';
import { faded, tooltipColours, useColours } from './theme.js';

Chart.register(ChoroplethController, ColorScale, GeoFeature, ProjectionScale, Tooltip);

const CODES = new Map(iso31661.map(({ numeric, alpha2 }) => [numeric, alpha2]));
const topology = world as unknown as Topology<{ countries: GeometryCollection }>;
// Antarctica takes a quarter of the picture, and has no shoppers.
const COUNTRIES = feature(topology, topology.objects.countries).features.filter(({ id }) => id !== '010');

interface Props {
  /** By ISO 3166-1 alpha-2 codes. */
  values: ReadonlyMap<string, number>;
  label: string;
  textOf: (country: string) => string;
  onChoose: (country: string) => void;
}

/** Countries, darker where there is more. */
export function WorldMap({ values, label, textOf, onChoose }: Props) {
  const colours = useColours();
  const config = useMemo((): ChartSettings => {
    const largest = Math.max(0, ...values.values());
    const codeAt = (index: number) => CODES.get(String(COUNTRIES[index]?.id)) ?? '';
    return {
      type: 'choropleth',
      data: {
        labels: COUNTRIES.map((country) => String(country.id)),
        datasets: [
          {
            data: COUNTRIES.map((country, index) => ({
              feature: country,
              value: values.get(codeAt(index)) ?? 0,
            })),
            backgroundColor: (context: { dataIndex: number }) => {
              const value = values.get(codeAt(context.dataIndex)) ?? 0;
              // Most shops have one market that dwarfs the others; by the root, these are seen too.
              return value <= 0 || largest <= 0
                ? faded(colours.faint, 0.16)
                : faded(colours.mark, 0.2 + 0.8 * Math.sqrt(value / largest));
            },
            borderColor: colours.card,
            borderWidth: 0.6,
          },
        ],
      },
      options: {
        showOutline: false,
        showGraticule: false,
        onClick: (_: unknown, hit: { index: number }[]) => {
          const code = hit[0] ? codeAt(hit[0].index) : '';
          if (values.has(code)) onChoose(code);
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            ...tooltipColours(colours),
            callbacks: { label: (item: { dataIndex: number }) => textOf(codeAt(item.dataIndex)) },
          },
        },
        scales: {
          projection: { axis: 'x', projection: 'naturalEarth1', projectionScale: 1.05, padding: 0 },
          color: { axis: 'x', display: false, quantize: 0, legend: { position: 'bottom-right' } },
        },
      },
    };
  }, [values, colours, textOf, onChoose]);
  return <Canvas config={config} label={label} height="auto" shape="2 / 1" />;
}
