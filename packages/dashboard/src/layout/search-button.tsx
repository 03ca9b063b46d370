import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';

const KpiSearch = lazy(async () => ({ default: (await import('../kpi/kpi-search.js')).KpiSearch }));

/** Opens the search for a KPI or a report; so does Ctrl or ⌘ with K. */
export function SearchButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button look="icon" aria-label={t('search.open')} onPress={() => setOpen(true)}>
        <Search aria-hidden="true" />
      </Button>
      {open && (
        <Suspense>
          <KpiSearch onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
