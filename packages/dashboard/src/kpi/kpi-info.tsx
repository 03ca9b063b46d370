import { Info } from 'lucide-react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { KpiDefinition } from '../api/answers.js';
import { useWords } from '../i18n/use-words.js';
import css from './kpi-info.module.css';

/** What a KPI means, on hover and on focus, from its declaration. */
export function KpiInfo({ definition }: { definition: KpiDefinition | undefined }) {
  const { t, kpi, sentence } = useWords();
  if (definition === undefined) return null;
  return (
    <TooltipTrigger delay={200} closeDelay={100}>
      <AriaButton className={css.info} aria-label={t('kpi.whatIs', { title: kpi(definition) })}>
        <Info aria-hidden="true" />
      </AriaButton>
      <Tooltip className={css.tip} offset={6} placement="top">
        {sentence(definition)}
      </Tooltip>
    </TooltipTrigger>
  );
}
