import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';

/** Says each of a page's vitals once its value is final. Times in ms; CLS without unit. */
export const watchVitals = (say: (name: string, data: Record<string, unknown>) => void): void => {
  const told = ({ name, value, rating }: Metric): void =>
    say('web_vital', { metric: name, value: Math.round(value * 1e4) / 1e4, rating, page: location.pathname });
  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB]) watch(told);
};
