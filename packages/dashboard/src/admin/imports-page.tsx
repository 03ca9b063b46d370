import { useMutation } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import { useNavigate, useParams } from 'react-router';
import { queryClient } from '../api/query-client.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import { AdminOnly } from './admin-only.js';
import { columnsOfDataset, DATASET_NAMES, type DatasetName } from './datasets.js';
import { Field } from './field.js';
import css from './form.module.css';
import { ReportOfImport } from './report-of-import.js';
import { upload } from './upload.js';

/** Brings in a file: what a shop knows beside its visitors. */
export function ImportsPage() {
  const { t } = useWords();
  return (
    <Shell title={t('nav.imports')}>
      <AdminOnly>
        <Import />
      </AdminOnly>
    </Shell>
  );
}

function Import() {
  const { t, dataset: nameOf } = useWords();
  const { dataset: wanted } = useParams();
  const navigate = useNavigate();
  const site = useSite();
  const dataset: DatasetName = DATASET_NAMES.find((name) => name === wanted) ?? 'orders';
  const [part, setPart] = useState(0);
  const stop = useRef<AbortController>(undefined);
  const bring = useMutation({
    mutationFn: (file: File) => {
      setPart(0);
      stop.current = new AbortController();
      return upload(
        `/v1/import/${dataset}?site=${encodeURIComponent(site.id)}`,
        file,
        setPart,
        stop.current.signal,
      );
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['kpi'] }),
  });
  const stopped = bring.error?.name === 'AbortError';
  return (
    <Panel title={t('imports.title')}>
      <div className={css.form}>
        <Field label={t('imports.what')}>
          <select
            value={dataset}
            onChange={(event) => {
              bring.reset();
              void navigate(`/s/${site.id}/imports/${event.target.value}`);
            }}
          >
            {DATASET_NAMES.map((name) => (
              <option key={name} value={name}>
                {nameOf(name)}
              </option>
            ))}
          </select>
        </Field>
        <div>
          <p className={css.hint}>{t('imports.columns')}</p>
          <p className={css.columns}>
            {columnsOfDataset(dataset).map(({ name, needed }) => (
              <code key={name} className={needed ? css.needed : undefined}>
                {name}
              </code>
            ))}
          </p>
        </div>
        <DropZone
          className={css.drop ?? ''}
          aria-label={t('imports.drop')}
          isDisabled={bring.isPending}
          onDrop={(event) => {
            const [item] = event.items.filter(isFileDropItem);
            if (item) void item.getFile().then((file) => bring.mutate(file));
          }}
        >
          <FileUp aria-hidden="true" />
          <p>{t('imports.drop')}</p>
          <FileTrigger
            acceptedFileTypes={['.csv', '.json', '.ndjson', '.jsonl', 'text/csv']}
            onSelect={(files) => {
              const file = files?.[0];
              if (file) bring.mutate(file);
            }}
          >
            <Button isDisabled={bring.isPending}>{t('imports.choose')}</Button>
          </FileTrigger>
          <p className={css.hint}>{t('imports.again')}</p>
        </DropZone>
        {bring.isPending && (
          <div className={css.actions} role="status">
            <div className={css.progress}>
              <span style={{ inlineSize: `${Math.round(part * 100)}%` }} />
            </div>
            {part < 1 ? t('imports.sending', { percent: Math.round(part * 100) }) : t('imports.reading')}
            <Button onPress={() => stop.current?.abort()}>{t('imports.stop')}</Button>
          </div>
        )}
        {stopped && <p role="status">{t('imports.stopped')}</p>}
        {bring.error && !stopped && <ErrorNotice error={bring.error} />}
        {bring.data && <ReportOfImport report={bring.data} />}
      </div>
    </Panel>
  );
}
