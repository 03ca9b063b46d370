import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './bar-list.module.css';

export interface Bar {
  key: string;
  name: string;
  /** What the bar is as long as; the largest one is as wide as the list. */
  size: number;
  figure: ReactNode;
  /** A press on the name; without it the name is text. */
  onChoose?: () => void;
}

interface Props {
  /** Heads the names. */
  word: string;
  /** Heads the figures. */
  figure: string;
  bars: readonly Bar[];
}

/** A few names with their figures, each on a bar of its size. */
export function BarList({ word, figure, bars }: Props) {
  const { t } = useTranslation();
  const largest = Math.max(...bars.map(({ size }) => size), 0);
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{word}</th>
          <th scope="col">{figure}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, name, size, figure: value, onChoose }) => {
          const part = largest > 0 ? Math.max(0, size / largest) : 0;
          return (
            <tr key={key}>
              <th scope="row">
                <span className={css.bar} style={{ inlineSize: `${(part * 100).toFixed(2)}%` }} />
                {onChoose ? (
                  <button
                    type="button"
                    className={css.name}
                    title={t('list.filterBy', { value: name })}
                    onClick={onChoose}
                  >
                    <bdi>{name}</bdi>
                  </button>
                ) : (
                  <span className={css.name} title={name}>
                    <bdi>{name}</bdi>
                  </span>
                )}
              </th>
              <td>{value}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
