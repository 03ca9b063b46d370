import { type ReactNode, useId } from 'react';
import css from './panel.module.css';

interface Props {
  title: ReactNode;
  tools?: ReactNode;
  /** What is shown belongs to the view before. */
  stale?: boolean;
  children: ReactNode;
}

/** A part of a report: a heading with its tools, and what it is about. */
export function Panel({ title, tools, stale = false, children }: Props) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={id} aria-busy={stale}>
      <div className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {tools !== undefined && <div className={css.tools}>{tools}</div>}
      </div>
      <div className={stale ? css.stale : undefined}>{children}</div>
    </section>
  );
}
