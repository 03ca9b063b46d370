import css from './choice.module.css';
import { Segmented } from './segmented.js';

interface Props<T extends string> {
  label: string;
  options: readonly { id: T; text: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** More than so many beside each other are no longer taken in at a glance. */
const MOST_BESIDE = 6;

/** One of several: beside each other while they are few, else in a list. */
export function Choice<T extends string>(props: Props<T>) {
  const { label, options, value, onChange } = props;
  if (options.length <= MOST_BESIDE) return <Segmented {...props} />;
  return (
    <select
      className={css.list}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
    >
      {options.map(({ id, text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
