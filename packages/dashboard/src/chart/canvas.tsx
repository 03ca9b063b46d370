import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
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

/** What Chart.js draws; controllers beside its own bring types of their own, so it is checked where it is written. */
export interface ChartSettings {
  type: string;
  data: object;
  options: object;
}

interface Props {
  config: ChartSettings;
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
    // The type of a chart never changes here: another one is another component.
    if (drawn !== undefined) {
      drawn.data = config.data as never;
      drawn.options = config.options as never;
      drawn.update();
      return;
    }
    if (canvas.current) chart.current = new Chart(canvas.current, config as never);
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
