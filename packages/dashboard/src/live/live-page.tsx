import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerTo, ask } from '../api/ask.js';
import { formatAgo } from '../format/date.js';
import { NOT_SET } from '../format/dimension-value.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { BarList } from '../table/bar-list.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import css from './live.module.css';

interface Count {
  name: string | null;
  visitors: number;
}

interface LiveEvent {
  time: number;
  name: string;
  page: string | null;
  country: string | null;
  channel: string | null;
  device: string | null;
  bot: string | null;
  internal: boolean;
}

interface Live {
  now: number;
  window_ms: number;
  visitors: number;
  pages: Count[];
  countries: Count[];
  channels: Count[];
  events: LiveEvent[];
}

const EVERY = 5000;

/** Who is in the shop at this moment, and what came in last. */
export function LivePage() {
  const { t } = useWords();
  const site = useSite();
  const { data, error, refetch } = useQuery({
    queryKey: ['live', site.id],
    queryFn: () => ask<Live>(`/v1/live?site=${encodeURIComponent(site.id)}&limit=30`),
    refetchInterval: EVERY,
    staleTime: 0,
  });
  return (
    <Shell title={t('nav.live')}>
      {error && data === undefined ? (
        <Panel title={t('live.now')}>
          <ErrorNotice error={error} retry={() => void refetch()} />
        </Panel>
      ) : data === undefined ? (
        <Skeleton height="30rem" />
      ) : (
        <LivePanels live={data} />
      )}
    </Shell>
  );
}

function LivePanels({ live }: { live: Live }) {
  const { t, number, dimension } = useWords();
  const site = useSite();
  return (
    <>
      <Panel
        title={t('live.now')}
        tools={
          <FileMenu
            name={`${site.id}-now`}
            csv={() => [{ time: new Date(live.now).toISOString(), visitors: live.visitors }]}
          />
        }
      >
        <p className={css.now} aria-live="polite">
          <span className={css.dot} aria-hidden="true" data-there={live.visitors > 0} />
          <data value={live.visitors}>{number(live.visitors)}</data>
        </p>
        <p className={css.note}>{t('live.window', { minutes: live.window_ms / 60_000 })}</p>
      </Panel>
      <div className={css.lists}>
        <Counts title={t('live.pages')} dimension="page" counts={live.pages} />
        <Counts title={dimension('country')} dimension="country" counts={live.countries} />
        <Counts title={dimension('channel')} dimension="channel" counts={live.channels} />
      </div>
      <Events live={live} />
    </>
  );
}

function Counts({ title, dimension, counts }: { title: string; dimension: string; counts: Count[] }) {
  const { t, number, dimension: nameOf, value } = useWords();
  const site = useSite();
  return (
    <Panel
      title={title}
      tools={
        <FileMenu
          name={`${site.id}-now-${dimension}`}
          csv={() => counts.map(({ name, visitors }) => ({ [dimension]: name ?? NOT_SET, visitors }))}
        />
      }
    >
      {counts.length === 0 ? (
        <Notice>{t('live.nobody')}</Notice>
      ) : (
        <BarList
          word={nameOf(dimension)}
          figure={t('live.visitors')}
          bars={counts.map(({ name, visitors }) => ({
            key: name ?? NOT_SET,
            name: value(dimension, name ?? NOT_SET),
            size: visitors,
            figure: number(visitors),
          }))}
        />
      )}
    </Panel>
  );
}

function Events({ live }: { live: Live }) {
  const { t, locale, event: eventName, value, bot: botName } = useWords();
  const now = useNow();
  const site = useSite();
  return (
    <Panel
      title={t('live.events')}
      tools={
        <FileMenu
          name={`${site.id}-live`}
          csv={() => answerTo(`/v1/live?site=${encodeURIComponent(site.id)}&limit=200&format=csv`, {})}
        />
      }
    >
      {live.events.length === 0 ? (
        <Notice>{t('live.nothing')}</Notice>
      ) : (
        <ol className={css.events}>
          {live.events.map((one, index) => (
            // Two events of one moment and name are two rows all the same.
            // biome-ignore lint/suspicious/noArrayIndexKey: the newest comes first, and rows have no state
            <li key={`${one.time} ${one.name} ${index}`} className={css.event}>
              <time dateTime={new Date(one.time).toISOString()}>
                {formatAgo(one.time, Math.max(now, one.time), locale)}
              </time>
              <strong>{eventName(one.name)}</strong>
              <bdi className={css.page}>{one.page ?? ''}</bdi>
              <span className={css.note}>
                {[
                  one.country && value('country', one.country),
                  one.channel && value('channel', one.channel),
                  one.device && value('device', one.device),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {(one.bot !== null || one.internal) && (
                <span className={css.apart}>
                  {one.bot !== null ? t('live.bot', { reason: botName(one.bot) }) : t('live.internal')}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** The time by which "a minute ago" is said; it goes on between two answers. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY);
    return () => clearInterval(timer);
  }, []);
  return now;
}
