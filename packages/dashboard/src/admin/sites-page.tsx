import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Site } from '../api/answers.js';
import { ask, Refused } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { Shell } from '../layout/shell.js';
import { Button, buttonClass } from '../ui/button.js';
import { ErrorNotice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { Snippet } from '../ui/snippet.js';
import { useSite } from '../view/use-view.js';
import { AdminOnly } from './admin-only.js';
import { groupsOfLines, linesOfGroups } from './content-group-lines.js';
import { Field } from './field.js';
import css from './form.module.css';
import { snippetOf } from './snippet.js';
import { ZoneFields } from './zone-fields.js';

/** The site that is looked at: its snippet and its settings. */
export function SitesPage() {
  const { t } = useTranslation();
  return (
    <Shell title={t('nav.sites')}>
      <AdminOnly>
        <SitePanels />
      </AdminOnly>
    </Shell>
  );
}

function SitePanels() {
  const { t } = useTranslation();
  const { id } = useSite();
  const { data, error, refetch } = useQuery({
    queryKey: ['site', id],
    queryFn: () => ask<Site>(`/v1/sites/${id}`),
  });
  return (
    <>
      <Panel
        title={t('sites.snippet')}
        tools={
          <Link to="/start" className={buttonClass()}>
            {t('site.add')}
          </Link>
        }
      >
        <p className={css.hint}>{t('sites.snippetWhere')}</p>
        <Snippet text={snippetOf(id)} />
      </Panel>
      <Panel title={t('sites.settings')}>
        {error ? (
          <ErrorNotice error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height="24rem" />
        ) : (
          <SiteForm key={data.id} site={data} />
        )}
      </Panel>
      {data !== undefined && <RemoveSite site={data} />}
    </>
  );
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function SiteForm({ site }: { site: Site }) {
  const { t } = useTranslation();
  const [name, setName] = useState(site.name);
  const [origins, setOrigins] = useState(site.origins.join('\n'));
  const [timezone, setTimezone] = useState(site.timezone);
  const [currency, setCurrency] = useState(site.currency);
  const [idle, setIdle] = useState(String(site.visit_idle_minutes));
  const [groups, setGroups] = useState(linesOfGroups(site.content_groups));
  const [networks, setNetworks] = useState(site.internal_networks.join('\n'));
  const [keep, setKeep] = useState(site.keep_events_days === null ? '' : String(site.keep_events_days));
  const save = useMutation({
    mutationFn: () =>
      ask<Site>(`/v1/sites/${site.id}`, {
        method: 'PATCH',
        json: {
          name,
          origins: lines(origins),
          timezone,
          currency,
          visit_idle_minutes: Number(idle),
          content_groups: groupsOfLines(groups),
          internal_networks: lines(networks),
          keep_events_days: keep === '' ? null : Number(keep),
        },
      }),
    onSuccess: () => void queryClient.invalidateQueries(),
  });
  const { error } = save;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label={t('sites.name')} name="name" error={error}>
        <input value={name} onChange={(event) => setName(event.target.value)} required />
      </Field>
      <Field label={t('sites.origins')} hint={t('sites.originsHint')} name="origins" error={error}>
        <textarea
          value={origins}
          onChange={(event) => setOrigins(event.target.value)}
          spellCheck={false}
          required
        />
      </Field>
      <ZoneFields
        timezone={timezone}
        onTimezone={setTimezone}
        currency={currency}
        onCurrency={setCurrency}
        error={error}
      />
      <Field label={t('sites.idle')} hint={t('sites.idleHint')} name="visit_idle_minutes" error={error}>
        <input
          type="number"
          min={1}
          max={1440}
          value={idle}
          onChange={(event) => setIdle(event.target.value)}
          required
        />
      </Field>
      <Field label={t('sites.groups')} hint={t('sites.groupsHint')} name="content_groups" error={error}>
        <textarea value={groups} onChange={(event) => setGroups(event.target.value)} spellCheck={false} />
      </Field>
      <Field
        label={t('sites.networks')}
        hint={t('sites.networksHint')}
        name="internal_networks"
        error={error}
      >
        <textarea value={networks} onChange={(event) => setNetworks(event.target.value)} spellCheck={false} />
      </Field>
      <Field label={t('sites.keep')} hint={t('sites.keepHint')} name="keep_events_days" error={error}>
        <input type="number" min={31} value={keep} onChange={(event) => setKeep(event.target.value)} />
      </Field>
      <div className={css.actions}>
        <Button type="submit" look="main" isDisabled={save.isPending}>
          {t('common.save')}
        </Button>
        {save.isSuccess && (
          <span className={css.done} role="status">
            {t('common.saved')}
          </span>
        )}
        {error && (!(error instanceof Refused) || !error.fields?.length) && <ErrorNotice error={error} />}
      </div>
    </form>
  );
}

function RemoveSite({ site }: { site: Site }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => ask(`/v1/sites/${site.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['me'] });
      void navigate('/');
    },
  });
  return (
    <Panel title={t('sites.remove')}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === site.id) remove.mutate();
        }}
      >
        <Field label={t('sites.removeType', { id: site.id })} hint={t('sites.removeHint')}>
          <input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </Field>
        <div className={css.actions}>
          <Button type="submit" look="danger" isDisabled={typed !== site.id || remove.isPending}>
            {t('sites.remove')}
          </Button>
          {remove.error && <ErrorNotice error={remove.error} />}
        </div>
      </form>
    </Panel>
  );
}
