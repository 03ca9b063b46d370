import { Check, GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';
import { Popover, popoverCss } from '../ui/popover.js';
import { useChangeView, useView } from '../view/use-view.js';

const CHOICES = ['previous', 'year', 'none'] as const;

/** Chooses what the period is compared with. */
export function ComparePicker() {
  const { t } = useTranslation();
  const view = useView();
  const change = useChangeView();
  const chosen = view.compare ?? 'none';
  const text = (name: string) => {
    const known = CHOICES.find((one) => one === name);
    return known ? t(`compare.${known}`) : name.replace('..', ' – ');
  };
  return (
    <Popover
      label={t('compare.choose')}
      trigger={
        <Button aria-label={t('compare.chosen', { name: text(chosen) })}>
          <GitCompareArrows aria-hidden="true" />
          {text(chosen)}
        </Button>
      }
    >
      {(close) =>
        CHOICES.map((name) => (
          <button
            key={name}
            type="button"
            className={popoverCss.option}
            aria-pressed={name === chosen}
            onClick={() => {
              change({ compare: name === 'previous' ? undefined : name });
              close();
            }}
          >
            <span className={popoverCss.grow}>{text(name)}</span>
            {name === chosen && <Check aria-hidden="true" />}
          </button>
        ))
      }
    </Popover>
  );
}
