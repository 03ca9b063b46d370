import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../api/answers.js';
import { ask } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { formatMoment } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import { Segmented } from '../ui/segmented.js';
import { Snippet } from '../ui/snippet.js';
import { useSite } from '../view/use-view.js';
import css from './form.module.css';
import { ENDS, type Ends, expiresAfter } from './key-end.js';

/** Makes a link to this page, for reading, of this site alone, that ends by itself. */
export function ShareLink() {
  const { t, locale } = useWords();
  const site = useSite();
  const [days, setDays] = useState<Ends>('30');
  const make = useMutation({
    mutationFn: () =>
      ask<ApiKey>('/v1/keys', {
        json: { role: 'guest', sites: [site.id], expires: expiresAfter(days, Date.now()) },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <div className={css.share}>
      <p>{t('shares.what', { site: site.name })}</p>
      <Segmented
        label={t('keys.ends')}
        options={ENDS.filter((one) => one !== 'never').map((id) => ({
          id,
          text: t('keys.days', { number: Number(id) }),
        }))}
        value={days}
        onChange={setDays}
      />
      {make.data?.key === undefined ? (
        <Button look="main" isDisabled={make.isPending} onPress={() => make.mutate()}>
          {t('shares.make')}
        </Button>
      ) : (
        <div role="status">
          <Snippet text={`${location.origin}${location.pathname}${location.search}#key=${make.data.key}`} />
          <p className={css.hint}>
            {make.data.expires !== null &&
              t('shares.until', { moment: formatMoment(make.data.expires, undefined, locale) })}
          </p>
        </div>
      )}
      {make.error && <ErrorNotice error={make.error} />}
    </div>
  );
}
