import { Chart } from 'chart.js';
import { useEffect, useRef } from 'react';
import css from './chart.module.css';

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
  plugins?: object[];
}

interface Props {
  config: ChartSettings;
  /** What the chart shows, in words. */
  label: string;
  height: string;
  /** Width to height, instead of a height. */
  shape?: string;
}

/** A map or a graph of Chart.js that follows its configuration and its box. */
export function Canvas({ config, label, height, shape }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    const chart = new Chart(canvas.current, config as never);
    return () => chart.destroy();
  }, [config]);
  return (
    <div className={css.box} style={{ height, aspectRatio: shape }}>
      <canvas ref={canvas} className={css.canvas} role="img" aria-label={label} />
    </div>
  );
}
