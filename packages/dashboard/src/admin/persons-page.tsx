import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerTo, ask } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { Button } from '../ui/button.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { saveFile } from '../ui/save-file.js';
import { useSite } from '../view/use-view.js';
import { AdminOnly } from './admin-only.js';
import { Field } from './field.js';
import css from './form.module.css';

/** What is held of a person, by the names of the document. */
const PARTS = [
  'visitors',
  'customers',
  'visits',
  'orders',
  'events',
  'support_cases',
  'survey_answers',
  'subscriptions',
] as const;

type Document = Record<(typeof PARTS)[number], unknown[]>;
type Erasure = Record<'visitors' | 'visits' | 'events' | 'orders' | 'records' | 'subscriptions', number>;

/** A person's data: to be handed out, or erased. */
export function PersonsPage() {
  const { t } = useWords();
  return (
    <Shell title={t('nav.persons')}>
      <AdminOnly>
        <Person />
      </AdminOnly>
    </Shell>
  );
}

function Person() {
  const { t, number } = useWords();
  const site = useSite();
  const [id, setId] = useState('');
  const [typed, setTyped] = useState('');
  const path = (person: string) =>
    `/v1/persons/${encodeURIComponent(person)}?site=${encodeURIComponent(site.id)}`;
  const find = useMutation({
    mutationFn: async (person: string) => {
      const text = await (await answerTo(path(person), {})).text();
      return { person, text, document: JSON.parse(text) as Document };
    },
  });
  const erase = useMutation({
    mutationFn: (person: string) => ask<Erasure>(path(person), { method: 'DELETE' }),
    onSuccess: () => {
      find.reset();
      void queryClient.invalidateQueries({ queryKey: ['kpi'] });
    },
  });
  const found = find.data;
  return (
    <>
      <Panel title={t('persons.find')}>
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            erase.reset();
            setTyped('');
            find.mutate(id.trim());
          }}
        >
          <Field label={t('persons.id')} hint={t('persons.idHint')}>
            <input
              value={id}
              onChange={(event) => setId(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              required
            />
          </Field>
          <div className={css.actions}>
            <Button type="submit" look="main" isDisabled={find.isPending}>
              {t('persons.look')}
            </Button>
          </div>
          {find.error && <ErrorNotice error={find.error} />}
        </form>
        {erase.data && (
          <div role="status">
            <p className={css.done}>{t('persons.erased')}</p>
            <dl className={css.counts}>
              {Object.entries(erase.data).map(([name, count]) => (
                <div key={name}>
                  <dt>{t(`persons.gone.${name as keyof Erasure}`)}</dt>
                  <dd>{number(count)}</dd>
                </div>
              ))}
            </dl>
          </div>
        )}
      </Panel>
      {found && (
        <Panel
          title={t('persons.held')}
          tools={
            <FileMenu
              name={`${site.id}-person`}
              csv={() => PARTS.map((part) => ({ part, rows: found.document[part].length }))}
            />
          }
        >
          <div className={css.form}>
            <dl className={css.counts}>
              {PARTS.map((name) => (
                <div key={name} data-part={name}>
                  <dt>{t(`persons.part.${name}`)}</dt>
                  <dd>{number(found.document[name].length)}</dd>
                </div>
              ))}
            </dl>
            <div className={css.actions}>
              <Button
                onPress={() =>
                  saveFile(`${site.id}-person.json`, new Blob([found.text], { type: 'application/json' }))
                }
              >
                {t('persons.save')}
              </Button>
            </div>
          </div>
        </Panel>
      )}
      {found && (
        <Panel title={t('persons.erase')}>
          <form
            className={css.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (typed === found.person) erase.mutate(found.person);
            }}
          >
            <Field label={t('persons.type', { id: found.person })} hint={t('persons.eraseHint')}>
              <input
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <div className={css.actions}>
              <Button type="submit" look="danger" isDisabled={typed !== found.person || erase.isPending}>
                {t('persons.erase')}
              </Button>
            </div>
            {erase.error && <ErrorNotice error={erase.error} />}
          </form>
        </Panel>
      )}
    </>
  );
}
