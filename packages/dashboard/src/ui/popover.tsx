import type { ReactElement, ReactNode } from 'react';
import { Popover as AriaPopover, Dialog, DialogTrigger, type PopoverProps } from 'react-aria-components';
import css from './popover.module.css';

interface Props {
  /** The button that opens it. */
  trigger: ReactElement;
  /** What the dialog is for, for screen readers. */
  label: string;
  placement?: NonNullable<PopoverProps['placement']>;
  children: (close: () => void) => ReactNode;
}

/** A small dialog at its button; Escape, a press outside and its own choices close it. */
export function Popover({ trigger, label, placement = 'bottom start', children }: Props) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={css.popover} placement={placement} offset={6}>
        <Dialog className={css.dialog} aria-label={label}>
          {({ close }) => children(close)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}

export { css as popoverCss };
