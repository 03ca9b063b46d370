import type { Amount, Unit } from '../api/answers.js';
import { numberOf } from '../format/amount.js';
import { useWords } from '../i18n/use-words.js';

/** A figure as people read it; what it is exactly stands in it for machines and on hover. */
export function KpiValue({
  value,
  unit,
  className,
}: {
  value: Amount | undefined;
  unit: Unit;
  className?: string | undefined;
}) {
  const { amount, exactly } = useWords();
  const bare = numberOf(value);
  if (bare === null) return <span className={className}>–</span>;
  return (
    <data className={className} value={bare} title={exactly(value, unit)}>
      {amount(value, unit)}
    </data>
  );
}
