import {
  type ColumnDef,
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Row } from '../api/answers.js';
import { useWords } from '../i18n/use-words.js';
import { KpiValue } from '../kpi/kpi-value.js';
import { Button } from '../ui/button.js';
import { amountOf, type FigureColumn, sortValue } from './column.js';
import css from './data-table.module.css';

/** Rows that are shown at once. */
const USUAL_PAGE = 15;

interface Props {
  /** What the table shows, for screen readers. */
  label: string;
  rows: readonly Row[];
  /** Columns of words before the figures. */
  dimensions: readonly string[];
  /** Of dimensions, instead of the names that they have. */
  titles?: Readonly<Record<string, string>>;
  columns: readonly FigureColumn[];
  /** A press on a row filters by its first dimension. */
  onChoose?: ((dimension: string, value: string) => void) | undefined;
  /** Rows that are only in the panel's file. */
  leftOut?: number | undefined;
  /** Rows that are not in the file either. */
  beyond?: number;
  /** Rows that are shown at once. */
  page?: number;
}

/** Rows of figures to sort, to search and to leaf through. */
export function DataTable({
  label,
  rows,
  dimensions,
  titles,
  columns,
  onChoose,
  leftOut = 0,
  beyond = 0,
  page = USUAL_PAGE,
}: Props) {
  const { t, dimension: dimensionName, column: columnName, value: nameOf, number } = useWords();
  const [sorting, setSorting] = useState<SortingState>([]);
  const [wanted, setWanted] = useState('');
  const definitions = useMemo(
    (): ColumnDef<Row>[] => [
      ...dimensions.map(
        (id): ColumnDef<Row> => ({
          id,
          accessorFn: (row) => `${nameOf(id, String(row[id] ?? ''))} ${String(row[`${id}_name`] ?? '')}`,
          sortingFn: 'text',
        }),
      ),
      ...columns.map(
        ({ id }): ColumnDef<Row> => ({
          id,
          accessorFn: (row) => sortValue(row[id]) ?? undefined,
          sortUndefined: 'last',
          sortDescFirst: true,
          enableGlobalFilter: false,
        }),
      ),
    ],
    [dimensions, columns, nameOf],
  );
  const table = useReactTable({
    data: rows as Row[],
    columns: definitions,
    state: { sorting, globalFilter: wanted },
    onSortingChange: setSorting,
    onGlobalFilterChange: setWanted,
    globalFilterFn: 'includesString',
    initialState: { pagination: { pageSize: page } },
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getPaginationRowModel: getPaginationRowModel(),
  });
  const isWord = (id: string) =>
    dimensions.includes(id) || columns.some((one) => one.id === id && one.unit === 'text');
  const { pageIndex } = table.getState().pagination;
  const shown = table.getRowModel().rows;
  const found = table.getFilteredRowModel().rows.length;
  return (
    <div>
      {rows.length > page && dimensions.length > 0 && (
        <input
          type="search"
          className={css.search}
          placeholder={t('table.search')}
          aria-label={t('table.search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard must be able to scroll it */}
      <section className={css.scroll} tabIndex={0} aria-label={label}>
        <table className={css.table}>
          <thead>
            <tr>
              {table.getFlatHeaders().map(({ id, column }) => {
                const sorted = column.getIsSorted();
                return (
                  <th
                    key={id}
                    scope="col"
                    className={isWord(id) ? css.word : css.figure}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                  >
                    <button type="button" className={css.sort} onClick={column.getToggleSortingHandler()}>
                      {dimensions.includes(id)
                        ? (titles?.[id] ?? dimensionName(id))
                        : (columns.find((one) => one.id === id)?.title ?? columnName(id))}
                      {sorted === 'asc' && <ArrowUp aria-hidden="true" />}
                      {sorted === 'desc' && <ArrowDown aria-hidden="true" />}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                {dimensions.map((id, index) => {
                  const value = String(row.original[id] ?? '');
                  const name = String(row.original[`${id}_name`] ?? '') || nameOf(id, value);
                  const Cell = index === 0 ? 'th' : 'td';
                  return (
                    <Cell key={id} className={css.word} {...(index === 0 && { scope: 'row' })}>
                      {index === 0 && onChoose && value !== '' && value !== '(not set)' ? (
                        <button
                          type="button"
                          className={css.choose}
                          title={t('list.filterBy', { value: name })}
                          onClick={() => onChoose(id, value)}
                        >
                          <bdi>{name}</bdi>
                        </button>
                      ) : (
                        <bdi>{name}</bdi>
                      )}
                    </Cell>
                  );
                })}
                {columns.map(({ id, unit }) => (
                  <td key={id} className={unit === 'text' ? css.word : css.figure}>
                    {unit === 'text' ? (
                      <bdi>{textOf(row.original[id])}</bdi>
                    ) : (
                      <KpiValue value={amountOf(row.original[id])} unit={unit} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {(found > page || leftOut > 0 || beyond > 0) && (
        <div className={css.foot}>
          <span>
            {t('table.page', {
              from: number(Math.min(found, pageIndex * page + 1)),
              to: number(Math.min(found, (pageIndex + 1) * page)),
              all: number(found),
            })}
            {leftOut > 0 && ` · ${t('table.leftOut', { number: number(leftOut) })}`}
            {beyond > 0 && ` · ${t('table.beyond', { number: number(beyond) })}`}
          </span>
          <span className={css.pages}>
            <Button
              look={['icon', 'small']}
              aria-label={t('table.previous')}
              isDisabled={!table.getCanPreviousPage()}
              onPress={() => table.previousPage()}
            >
              <ChevronLeft aria-hidden="true" />
            </Button>
            <Button
              look={['icon', 'small']}
              aria-label={t('table.next')}
              isDisabled={!table.getCanNextPage()}
              onPress={() => table.nextPage()}
            >
              <ChevronRight aria-hidden="true" />
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(' + ') : value === null || value === undefined ? '–' : String(value);
