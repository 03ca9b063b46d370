import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useRef } from 'react';
import css from './chart.module.css';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);
Chart.defaults.font.family = getComputedStyle(document.documentElement).fontFamily;
Chart.defaults.font.size = 12;
// A figure should stand there at once, and a screenshot should show it.
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;

interface Props {
  config: ChartConfiguration;
  /** What the chart shows, in words. */
  label: string;
  height: string;
}

/** A chart of Chart.js that follows its configuration and its box. */
export function Canvas({ config, label, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart>(undefined);
  useEffect(() => {
    const drawn = chart.current;
    if (drawn !== undefined && (drawn.config as ChartConfiguration).type === config.type) {
      drawn.data = config.data;
      drawn.options = config.options ?? {};
      drawn.update();
      return;
    }
    drawn?.destroy();
    if (canvas.current) chart.current = new Chart(canvas.current, config);
  }, [config]);
  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = undefined;
    },
    [],
  );
  return (
    <div className={css.box} style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
