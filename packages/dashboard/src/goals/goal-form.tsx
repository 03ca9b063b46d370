import { today } from '@internationalized/date';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../admin/field.js';
import form from '../admin/form.module.css';
import { ask, Refused } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { useDefinitions } from '../api/use-definitions.js';
import { useWords } from '../i18n/use-words.js';
import { THEMES } from '../kpi/themes.js';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import { Segmented } from '../ui/segmented.js';
import { useView } from '../view/use-view.js';
import { canBeGoal, type Goal, targetOf, typedTarget } from './goal.js';

const USUAL_DAYS = 90;

/** Makes a goal, or changes the one that is given. */
export function GoalForm({ goal, onDone }: { goal?: Goal; onDone: () => void }) {
  const { t, kpi: titleOf } = useWords();
  const { site, filterText } = useView();
  const definitions = useDefinitions();
  const [kpi, setKpi] = useState(goal?.kpi ?? 'revenue');
  const [name, setName] = useState(goal?.name ?? '');
  const [kind, setKind] = useState<'change' | 'value'>(
    goal && goal.target.change === null ? 'value' : 'change',
  );
  const unit = definitions.find(({ id }) => id === kpi)?.unit ?? 'count';
  const [change, setChange] = useState(String(Math.round((goal?.target.change ?? 0.1) * 1000) / 10));
  const [value, setValue] = useState(goal ? typedTarget(goal.target.value, goal.unit) : '');
  const [filter, setFilter] = useState(goal?.filter ?? filterText);
  const [deadline, setDeadline] = useState(
    goal?.deadline ?? today(site.timezone).add({ days: USUAL_DAYS }).toString(),
  );
  const save = useMutation({
    mutationFn: () => {
      const target =
        kind === 'change' ? { change: Number(change) / 100 } : { value: targetOf(Number(value), unit) };
      const said = { filter, deadline, target, ...(name.trim() !== '' && { name: name.trim() }) };
      return goal
        ? ask<Goal>(`/v1/goals/${goal.id}`, { method: 'PATCH', json: said })
        : ask<Goal>('/v1/goals', { json: { site: site.id, kpi, ...said } });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['goals'] });
      onDone();
    },
  });
  const { error } = save;
  return (
    <form
      className={form.form}
      aria-label={goal ? t('goals.change') : t('goals.new')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={form.pair}>
        <Field label={t('goals.kpi')} name="kpi" error={error}>
          <select value={kpi} disabled={goal !== undefined} onChange={(event) => setKpi(event.target.value)}>
            {THEMES.map((theme) => (
              <optgroup key={theme} label={t(`theme.${theme}`)}>
                {definitions
                  .filter((one) => one.theme === theme && canBeGoal(one))
                  .map((one) => (
                    <option key={one.id} value={one.id}>
                      {titleOf(one)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </Field>
        <Field label={t('goals.name')} name="name" error={error}>
          <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
      </div>
      <div className={form.field}>
        {t('goals.target')}
        <Segmented
          label={t('goals.target')}
          options={[
            { id: 'change', text: t('goals.byChange') },
            { id: 'value', text: t('goals.byValue') },
          ]}
          value={kind}
          onChange={setKind}
        />
      </div>
      <div className={form.pair}>
        {kind === 'change' ? (
          <Field label={t('goals.changeBy')} name="target" error={error} hint={t('goals.changeHint')}>
            <input
              type="number"
              step="any"
              required
              value={change}
              onChange={(event) => setChange(event.target.value)}
            />
          </Field>
        ) : (
          <Field
            label={t('goals.valueIn', { unit: unitWord(unit, site.currency) })}
            name="target"
            error={error}
          >
            <input
              type="number"
              step="any"
              required
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          </Field>
        )}
        <Field label={t('goals.deadline')} name="deadline" error={error}>
          <input
            type="date"
            required
            value={deadline}
            onChange={(event) => setDeadline(event.target.value)}
          />
        </Field>
      </div>
      <Field label={t('goals.filter')} hint={t('goals.filterHint')} name="filter" error={error}>
        <input value={filter} spellCheck={false} onChange={(event) => setFilter(event.target.value)} />
      </Field>
      <div className={form.actions}>
        <Button type="submit" look="main" isDisabled={save.isPending}>
          {goal ? t('common.save') : t('goals.make')}
        </Button>
        <Button onPress={onDone}>{t('common.close')}</Button>
      </div>
      {error && (!(error instanceof Refused) || !error.fields?.length) && <ErrorNotice error={error} />}
    </form>
  );
}

/** In what a target is typed. */
function unitWord(unit: string, currency: string): string {
  if (unit === 'money') return currency;
  if (unit === 'proportion' || unit === 'rate') return '%';
  return unit === 'duration' ? 'min' : '1';
}
