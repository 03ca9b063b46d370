import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import css from './button.module.css';

export type Look = 'main' | 'plain' | 'danger' | 'icon' | 'small';

/** The classes of a button, for links that look like one. */
export const buttonClass = (...looks: readonly Look[]): string =>
  [css.button, ...looks.map((look) => css[look])].join(' ');

interface Props extends Omit<ButtonProps, 'className'> {
  look?: Look | readonly Look[];
}

/** A button in one of the looks; without a visible text it needs an `aria-label`. */
export function Button({ look = [], ...props }: Props) {
  return <AriaButton {...props} className={buttonClass(...([] as Look[]).concat(look))} />;
}
