import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportReport } from '../api/answers.js';
import { queryClient } from '../api/query-client.js';
import { useSite } from '../view/use-view.js';
import type { DatasetName } from './datasets.js';
import { importPath, NOTHING_SAID, type Reading } from './reading.js';
import { contentTypeOf, type Progress, sampleOf, upload } from './upload.js';

/** A file on its way in: looked at, understood, brought. */
export function useImport(dataset: DatasetName) {
  const site = useSite();
  const [file, setFile] = useState<File>();
  const [reading, setReading] = useState<Reading>(NOTHING_SAID);
  const [progress, setProgress] = useState<Progress>();
  const stop = useRef<AbortController>(undefined);

  const send = async (
    given: File,
    said: Reading,
    dry: boolean,
  ): Promise<ImportReport & { whole: boolean }> => {
    stop.current?.abort();
    stop.current = new AbortController();
    setProgress(undefined);
    const contentType = contentTypeOf(given);
    const { sample, whole } = dry ? await sampleOf(given, contentType) : { sample: given, whole: true };
    const path = importPath(dataset, site.id, said, {
      refused: 'all',
      ...(dry ? { dry_run: '1' } : { file: given.name }),
    });
    const report = await upload(path, sample, contentType, setProgress, stop.current.signal);
    return { ...report, whole };
  };
  const look = useMutation({
    mutationFn: ({ given, said }: { given: File; said: Reading }) => send(given, said, true),
  });
  const bring = useMutation({
    mutationFn: () => {
      if (file === undefined) throw new Error('there is no file');
      return send(file, reading, false);
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['imports'] });
      void queryClient.invalidateQueries({ queryKey: ['kpi'] });
    },
  });

  return {
    file,
    reading,
    progress,
    look,
    bring,
    /** Looks at a file: nothing is written. */
    choose(given: File) {
      setFile(given);
      setReading(NOTHING_SAID);
      bring.reset();
      look.mutate({ given, said: NOTHING_SAID });
    },
    /** Says something of its columns, and looks again. */
    say(said: Reading) {
      setReading(said);
      if (file) look.mutate({ given: file, said });
    },
    stop: () => stop.current?.abort(),
    /** Back to the beginning. */
    leave() {
      stop.current?.abort();
      setFile(undefined);
      look.reset();
      bring.reset();
    },
  };
}

export type Importing = ReturnType<typeof useImport>;
