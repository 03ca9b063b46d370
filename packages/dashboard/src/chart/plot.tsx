import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import css from './chart.module.css';

interface Props {
  options: Omit<uPlot.Options, 'width' | 'height'>;
  data: uPlot.AlignedData;
  /** What the chart shows, in words. */
  label: string;
  height: string;
  children?: React.ReactNode;
}

/** A chart of uPlot that follows its options and its box. */
export function Plot({ options, data, label, height, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = box.current;
    if (target === null) return;
    const size = () => ({ width: target.clientWidth, height: target.clientHeight });
    const plot = new uPlot({ ...options, ...size() }, data, target);
    const canvas = plot.ctx.canvas;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    const observer = new ResizeObserver(() => plot.setSize(size()));
    observer.observe(target);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [options, data, label]);
  return (
    <div className={css.box} style={{ height }}>
      <div ref={box} className={css.plot} />
      {children}
    </div>
  );
}
