import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../api/answers.js';
import { ask } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { formatMoment } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { Snippet } from '../ui/snippet.js';
import { AdminOnly } from './admin-only.js';
import { Field } from './field.js';
import css from './form.module.css';
import { ENDS, type Ends, expiresAfter } from './key-end.js';

const ROLES = ['reader', 'guest', 'writer', 'admin'] as const;

/** The keys of the collector: who may see, who may send, who may change. */
export function KeysPage() {
  const { t } = useWords();
  return (
    <Shell title={t('nav.keys')}>
      <AdminOnly>
        <NewKey />
        <Keys />
      </AdminOnly>
    </Shell>
  );
}

function NewKey() {
  const { t } = useWords();
  const { me } = useSession();
  const [role, setRole] = useState<(typeof ROLES)[number]>('reader');
  const [site, setSite] = useState('');
  const [ends, setEnds] = useState<Ends>('never');
  const make = useMutation({
    mutationFn: () =>
      ask<ApiKey>('/v1/keys', {
        json: { role, ...(site !== '' && { sites: [site] }), expires: expiresAfter(ends, Date.now()) },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Panel title={t('keys.new')}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className={css.pair}>
          <Field label={t('keys.role')} hint={t(`keys.${role}`)}>
            <select value={role} onChange={(event) => setRole(event.target.value as typeof role)}>
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {t(`keys.role_${one}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('keys.site')}>
            <select value={site} onChange={(event) => setSite(event.target.value)}>
              <option value="">{t('keys.allSites')}</option>
              {me.sites.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('keys.ends')}>
            <select value={ends} onChange={(event) => setEnds(event.target.value as Ends)}>
              {ENDS.map((id) => (
                <option key={id} value={id}>
                  {id === 'never' ? t('keys.never') : t('keys.days', { number: Number(id) })}
                </option>
              ))}
            </select>
          </Field>
        </div>
        <div className={css.actions}>
          <Button type="submit" look="main" isDisabled={make.isPending}>
            {t('keys.make')}
          </Button>
        </div>
        {make.error && <ErrorNotice error={make.error} />}
        {make.data?.key !== undefined && (
          <div role="status">
            <p className={css.hint}>{t('keys.once')}</p>
            <Snippet text={make.data.key} />
            {make.data.role !== 'writer' && (
              <>
                <p className={css.hint}>{t('keys.link')}</p>
                <Snippet text={`${location.origin}/#key=${make.data.key}`} />
              </>
            )}
          </div>
        )}
      </form>
    </Panel>
  );
}

function Keys() {
  const { t, locale } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['keys'],
    queryFn: () => ask<{ keys: ApiKey[] }>('/v1/keys'),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => ask(`/v1/keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Panel
      title={t('keys.all')}
      tools={
        <FileMenu
          name="footfall-keys"
          csv={() =>
            (data?.keys ?? []).map(({ id, role, sites, created, expires }) => ({
              id,
              role,
              sites: sites?.join(' ') ?? null,
              created: new Date(created).toISOString(),
              expires: expires === null ? null : new Date(expires).toISOString(),
            }))
          }
        />
      }
    >
      {revoke.error && <ErrorNotice error={revoke.error} />}
      {error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height="10rem" />
      ) : data.keys.length === 0 ? (
        <Notice>{t('list.empty')}</Notice>
      ) : (
        <ul className={css.list}>
          {data.keys.map((key) => (
            <li key={key.id} className={css.item}>
              <span>
                <strong>{t(`keys.role_${key.role}`)}</strong> · {key.sites?.join(', ') ?? t('keys.allSites')}
                <br />
                <small>
                  {key.id} · {formatMoment(key.created, undefined, locale)}
                  {key.expires !== null &&
                    ` · ${t(key.expires > Date.now() ? 'keys.until' : 'keys.ended', {
                      moment: formatMoment(key.expires, undefined, locale),
                    })}`}
                </small>
              </span>
              <Button look="danger" isDisabled={revoke.isPending} onPress={() => revoke.mutate(key.id)}>
                {t('keys.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
