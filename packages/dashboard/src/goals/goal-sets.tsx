import { today } from '@internationalized/date';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../admin/field.js';
import form from '../admin/form.module.css';
import { ask } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import type { GoalSet } from './goal.js';
import css from './goals.module.css';

/** Ready sets of goals: three goals in one press. */
export function GoalSets() {
  const { t, locale, word, kpi: titleOf } = useWords();
  const site = useSite();
  const [deadline, setDeadline] = useState(today(site.timezone).add({ days: 90 }).toString());
  const { data } = useQuery({
    queryKey: ['goal-sets'],
    queryFn: () => ask<{ sets: GoalSet[] }>('/v1/goals/sets'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const make = useMutation({
    mutationFn: (set: string) =>
      ask<{ refused: { kpi: string; message: string }[] }>(`/v1/goals/sets/${set}`, {
        json: { site: site.id, deadline },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['goals'] }),
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'always' });
  return (
    <Panel title={t('goals.sets')}>
      <div className={form.form}>
        <Field label={t('goals.deadline')}>
          <input
            type="date"
            required
            value={deadline}
            onChange={(event) => setDeadline(event.target.value)}
          />
        </Field>
      </div>
      <ul className={css.sets}>
        {(data?.sets ?? []).map((set) => (
          <li key={set.id} className={css.set} data-set={set.id}>
            <h3 className={css.name}>{word('goalSet', `${set.id}.title`, set.title)}</h3>
            <p className={css.about}>{word('goalSet', `${set.id}.sentence`, set.sentence)}</p>
            <ul className={css.about}>
              {set.goals.map(({ kpi, change }) => (
                <li key={kpi}>
                  {titleOf(undefined, kpi)} {percent.format(change)}
                </li>
              ))}
            </ul>
            <Button isDisabled={make.isPending} onPress={() => make.mutate(set.id)}>
              {t('goals.takeSet')}
            </Button>
          </li>
        ))}
      </ul>
      {make.error && <ErrorNotice error={make.error} />}
      {(make.data?.refused ?? []).map(({ kpi, message }) => (
        <p key={kpi} className={css.warning} role="note">
          <strong>{titleOf(undefined, kpi)}</strong> {message}
        </p>
      ))}
    </Panel>
  );
}
