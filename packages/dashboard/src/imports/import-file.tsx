import { FileUp } from 'lucide-react';
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import form from '../admin/form.module.css';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import type { DatasetName } from './datasets.js';
import { ImportPreview } from './import-preview.js';
import css from './imports.module.css';
import { ReportOfImport } from './report-of-import.js';
import { useImport } from './use-import.js';

interface Props {
  dataset: DatasetName;
  /** A file is chosen, or done with: its report was closed, or another one is wanted. */
  onFile?: (isChosen: boolean) => void;
}

/** Takes a file of a dataset: drop it, see how it is understood, bring it in. */
export function ImportFile({ dataset, onFile }: Props) {
  const { t, number, dataset: nameOf } = useWords();
  const importing = useImport(dataset);
  const { file, look, bring, progress } = importing;
  const busy = look.isPending || bring.isPending;
  const stopped = bring.error?.name === 'AbortError';
  const choose = (given: File) => {
    onFile?.(true);
    importing.choose(given);
  };
  const leave = () => {
    importing.leave();
    onFile?.(false);
  };
  return (
    <div className={css.import}>
      {file === undefined || bring.isSuccess ? (
        <DropZone
          className={form.drop ?? ''}
          aria-label={t('imports.dropOf', { name: nameOf(dataset) })}
          onDrop={(event) => {
            const [item] = event.items.filter(isFileDropItem);
            if (item) void item.getFile().then(choose);
          }}
        >
          <FileUp aria-hidden="true" />
          <p>{t('imports.dropOf', { name: nameOf(dataset) })}</p>
          <FileTrigger
            acceptedFileTypes={['.csv', '.tsv', '.txt', '.json', '.ndjson', '.jsonl', 'text/csv']}
            onSelect={(files) => {
              const given = files?.[0];
              if (given) choose(given);
            }}
          >
            <Button>{t('imports.choose')}</Button>
          </FileTrigger>
          <p className={form.hint}>{t('imports.again')}</p>
        </DropZone>
      ) : (
        <div className={css.head}>
          <strong>
            <bdi>{file.name}</bdi>
          </strong>
          <Button look="small" onPress={leave}>
            {t('imports.other')}
          </Button>
        </div>
      )}
      {busy && (
        <div className={form.actions} role="status">
          <div className={form.progress}>
            <span style={{ inlineSize: `${Math.round((progress?.sent ?? 0) * 100)}%` }} />
          </div>
          {(progress?.sent ?? 0) < 1
            ? t('imports.sending', { percent: Math.round((progress?.sent ?? 0) * 100) })
            : t('imports.read', { rows: number(progress?.rows ?? 0) })}
          <Button look="small" onPress={importing.stop}>
            {t('imports.stop')}
          </Button>
        </div>
      )}
      {!bring.isPending && !bring.isSuccess && file !== undefined && (
        <ImportPreview dataset={dataset} importing={importing} />
      )}
      {stopped && <p role="status">{t('imports.stopped')}</p>}
      {bring.error && !stopped && <ErrorNotice error={bring.error} />}
      {bring.data && <ReportOfImport report={bring.data} name={file?.name} />}
      {bring.data && onFile && (
        <Button look="small" onPress={leave}>
          {t('common.close')}
        </Button>
      )}
    </div>
  );
}
