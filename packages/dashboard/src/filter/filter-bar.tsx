import { ListFilterPlus, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/notice.js';
import { Popover } from '../ui/popover.js';
import { useChangeView, useView } from '../view/use-view.js';
import { type Condition, filterText, toggled, without } from './filter.js';
import css from './filter-bar.module.css';

const AddFilter = lazy(async () => ({ default: (await import('./add-filter.js')).AddFilter }));

/** The conditions of the view as chips, and a way to add one. */
export function FilterBar() {
  const { t, dimension, value } = useWords();
  const { filter } = useView();
  const change = useChangeView();
  const words = (condition: Condition) => ({
    name: dimension(condition.dimension),
    value: value(condition.dimension, condition.value),
  });
  return (
    <>
      {filter.map((clause) => {
        const [first] = clause;
        if (first === undefined) return null;
        return (
          <span key={filterText([clause])} className={css.chip} data-filter={filterText([clause])}>
            <span>
              {clause.map((condition, index) => (
                <span key={filterText([[condition]])}>
                  {index > 0 && ` ${t('filter.or')} `}
                  {(index === 0 || condition.dimension !== first.dimension) && (
                    <span className={css.name}>{words(condition).name} </span>
                  )}
                  {condition.operator === '!=' && <span className={css.name}>{t('filter.not')} </span>}
                  {condition.operator === '=~' && <span className={css.name}>{t('filter.begins')} </span>}
                  <bdi>{words(condition).value}</bdi>
                </span>
              ))}
            </span>
            <button
              type="button"
              className={css.remove}
              aria-label={t('filter.remove', words(first))}
              onClick={() =>
                change({ filter: filterText(clause.reduce((rest, one) => without(rest, one), filter)) })
              }
            >
              <X aria-hidden="true" />
            </button>
          </span>
        );
      })}
      <Popover
        label={t('filter.add')}
        trigger={
          <Button look="plain">
            <ListFilterPlus aria-hidden="true" />
            {t('filter.add')}
          </Button>
        }
      >
        {(close) => (
          <Suspense fallback={<Skeleton height="10rem" />}>
            <AddFilter
              onAdd={(condition) => {
                change({ filter: filterText(toggled(filter, condition)) });
                close();
              }}
            />
          </Suspense>
        )}
      </Popover>
    </>
  );
}
