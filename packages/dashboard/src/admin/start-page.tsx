import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { KpiAnswer, Site } from '../api/answers.js';
import { ask, Refused } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { useWords } from '../i18n/use-words.js';
import { periodOf } from '../period/period.js';
import { useSession } from '../session/session.js';
import { Button, buttonClass } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { Snippet } from '../ui/snippet.js';
import { AdminOnly } from './admin-only.js';
import { Field } from './field.js';
import css from './form.module.css';
import { siteIdOf } from './site-id.js';
import { snippetOf } from './snippet.js';
import page from './start-page.module.css';
import { ZoneFields } from './zone-fields.js';

/** From nothing to the first event: make a site, put the snippet in, see the first visitor arrive. */
export function StartPage() {
  const { t } = useWords();
  const { me } = useSession();
  const [site, setSite] = useState<Site>();
  return (
    <main className={page.page}>
      <header>
        <h1 className={page.title}>
          <img src="/icon.svg" alt="" width="32" height="32" /> {t('start.title')}
        </h1>
        {me.sites.length > 0 && <Link to="/">{t('start.back')}</Link>}
      </header>
      <AdminOnly>{site === undefined ? <NewSite onMade={setSite} /> : <FirstEvent site={site} />}</AdminOnly>
    </main>
  );
}

function NewSite({ onMade }: { onMade: (site: Site) => void }) {
  const { t } = useWords();
  const [address, setAddress] = useState('');
  const [name, setName] = useState('');
  const [timezone, setTimezone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [currency, setCurrency] = useState('EUR');
  const origin = originOf(address);
  const id = siteIdOf(name, origin);
  const make = useMutation({
    mutationFn: () =>
      ask<Site>('/v1/sites', {
        json: { id, name: name || id, origins: [origin ?? address], timezone, currency },
      }),
    onSuccess: async (made) => {
      // The dashboard behind knows the sites of the key by it.
      await queryClient.invalidateQueries({ queryKey: ['me'] });
      onMade(made);
    },
  });
  const { error } = make;
  return (
    <Panel title={t('start.shop')}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Field label={t('start.address')} hint={t('start.addressHint')} name="origins" error={error}>
          <input
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            placeholder="https://shop.example"
            required
          />
        </Field>
        <Field label={t('sites.name')} name="id" error={error} hint={id === '' ? '' : t('start.id', { id })}>
          <input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <ZoneFields
          timezone={timezone}
          onTimezone={setTimezone}
          currency={currency}
          onCurrency={setCurrency}
          error={error}
        />
        <div className={css.actions}>
          <Button type="submit" look="main" isDisabled={make.isPending}>
            {t('start.make')}
          </Button>
        </div>
        {error && (!(error instanceof Refused) || !error.fields?.length) && <ErrorNotice error={error} />}
      </form>
    </Panel>
  );
}

/** `shop.example/some/page` as a browser's Origin header would say it. */
function originOf(address: string): string | undefined {
  const text = address.trim();
  const whole = /^https?:\/\//.test(text) ? text : `https://${text}`;
  return text !== '' && URL.canParse(whole) ? new URL(whole).origin : undefined;
}

function FirstEvent({ site }: { site: Site }) {
  const { t } = useWords();
  const { data: seen } = useQuery({
    queryKey: ['first-event', site.id],
    queryFn: async () => {
      const { kpis } = await ask<{ kpis: Record<string, KpiAnswer> }>('/v1/query', {
        json: { site: site.id, ...periodOf('7d', site.timezone), kpis: ['visits'] },
      });
      return Number(kpis.visits?.value ?? 0) > 0;
    },
    // The owner is looking at this page and at the shop in turn.
    refetchInterval: (query) => (query.state.data ? false : 2000),
  });
  return (
    <>
      <Panel title={t('start.snippet')}>
        <p className={css.hint}>{t('sites.snippetWhere')}</p>
        <Snippet text={snippetOf(site.id)} />
      </Panel>
      <Panel title={t('start.first')}>
        <p role="status" className={seen ? css.done : page.waiting}>
          {seen ? t('start.arrived') : t('start.waiting')}
        </p>
        <p className={css.actions}>
          <Link to={`/s/${site.id}`} className={buttonClass(...(seen ? (['main'] as const) : []))}>
            {t('start.open')}
          </Link>
        </p>
      </Panel>
    </>
  );
}
