import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { answerTo, ask } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import type { Goal } from './goal.js';
import { GoalCard } from './goal-card.js';
import { GoalForm } from './goal-form.js';
import { GoalSets } from './goal-sets.js';
import css from './goals.module.css';

/** What the shop wants of its KPIs by a day, and how far it has come. */
export function GoalsPage() {
  const { t } = useWords();
  const site = useSite();
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const maySet = me.role !== 'guest';
  const { data, error, refetch } = useQuery({
    queryKey: ['goals', site.id],
    queryFn: () => ask<{ goals: Goal[] }>(`/v1/goals?site=${encodeURIComponent(site.id)}`),
  });
  return (
    <Shell title={t('nav.goals')}>
      <Panel
        title={t('goals.title')}
        tools={
          <>
            {maySet && (
              <Button look={open ? [] : 'main'} aria-expanded={open} onPress={() => setOpen(!open)}>
                {!open && <Plus aria-hidden="true" />} {open ? t('common.close') : t('goals.new')}
              </Button>
            )}
            <FileMenu
              name={`${site.id}-goals`}
              csv={() => answerTo(`/v1/goals?site=${encodeURIComponent(site.id)}&format=csv`, {})}
            />
          </>
        }
      >
        {open && (
          <div className={css.form}>
            <GoalForm onDone={() => setOpen(false)} />
          </div>
        )}
        {error ? (
          <ErrorNotice error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height="12rem" />
        ) : data.goals.length === 0 ? (
          <Notice title={t('goals.none')}>{maySet && t('goals.noneHint')}</Notice>
        ) : (
          <ul className={css.goals}>
            {data.goals.map((goal) => (
              <li key={goal.id}>{maySet ? <OneGoal goal={goal} /> : <GoalCard goal={goal} />}</li>
            ))}
          </ul>
        )}
      </Panel>
      {maySet && <GoalSets />}
    </Shell>
  );
}

function OneGoal({ goal }: { goal: Goal }) {
  const { t } = useWords();
  const [changing, setChanging] = useState(false);
  const give = useMutation({
    mutationFn: () => ask(`/v1/goals/${goal.id}`, { method: 'DELETE' }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['goals'] }),
  });
  if (changing) return <GoalForm goal={goal} onDone={() => setChanging(false)} />;
  return (
    <GoalCard goal={goal}>
      <Button look="small" onPress={() => setChanging(true)}>
        {t('goals.change')}
      </Button>
      <Button look={['small', 'danger']} isDisabled={give.isPending} onPress={() => give.mutate()}>
        {t('goals.giveUp')}
      </Button>
      {give.error && <ErrorNotice error={give.error} />}
    </GoalCard>
  );
}
