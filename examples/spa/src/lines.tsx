import type { ReactNode } from 'react';
import { type Line, totalOf } from './cart';
import { price } from './money';

interface Props {
  readonly lines: readonly Line[];
  /** What stands behind a line. */
  readonly children?: (line: Line) => ReactNode;
}

export function Lines({ lines, children }: Props) {
  return (
    <>
      <ul className="lines">
        {lines.map((line) => (
          <li key={line.product.id}>
            {line.quantity} × {line.product.name}, {price(line.product.price)} {children?.(line)}
          </li>
        ))}
      </ul>
      <p className="price">{price(totalOf(lines))}</p>
    </>
  );
}
