import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import type { Amount, KpiAnswer, KpiDefinition, Unit } from '../api/answers.js';
import { useDefinitions } from '../api/use-definitions.js';
import { FITTED, type KpiState, useKpi } from '../api/use-kpi.js';
import { isMoney, numberOf } from '../format/amount.js';
import { formatPeriod } from '../format/date.js';
import { FunnelPanel } from '../funnel/funnel-panel.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { TablePanel } from '../reports/table-panel.js';
import { guessedUnit } from '../table/column.js';
import { Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { useSite } from '../view/use-view.js';
import { ViewBar } from '../view/view-bar.js';
import { Answered } from './answered.js';
import { Change } from './change.js';
import { Explanation } from './explanation.js';
import css from './kpi-page.module.css';
import { KpiValue } from './kpi-value.js';
import { SeriesPanel } from './series-panel.js';

/** All that is known of one KPI: its value, how sure that is, its course, its parts, and how it is made. */
export function KpiPage() {
  const { t } = useTranslation();
  const { kpi = '' } = useParams();
  const site = useSite();
  const definitions = useDefinitions();
  const { kpi: title } = useWords();
  const definition = definitions.find(({ id }) => id === kpi);
  if (definition === undefined)
    return definitions.length === 0 ? (
      <Shell title={t('nav.kpis')}>
        <Skeleton height="30rem" />
      </Shell>
    ) : (
      <Navigate to={`/s/${site.id}/kpis`} replace />
    );
  return (
    <Shell title={title(definition)} tools={<ViewBar />}>
      <KpiPanels key={kpi} definition={definition} />
    </Shell>
  );
}

function KpiPanels({ definition }: { definition: KpiDefinition }) {
  const kpi = definition.id;
  const isFunnel = kpi === 'checkout_funnel';
  const state = useKpi(kpi, { series: hasSeries(definition) });
  // The first panel takes the file that is missing; the others would only ask for it again.
  const isThere = !state.answer?.missing;
  const hasTable = !isFunnel && (definition.dimensions.length > 0 || definition.unit === 'table');
  return (
    <>
      <ValuePanel definition={definition} state={state} />
      {isThere && hasSeries(definition) && <SeriesPanel kpi={kpi} />}
      {isThere && isFunnel && <FunnelPanel />}
      {isThere && hasTable && (
        <TablePanel
          key={`${kpi} table`}
          kpi={kpi}
          dimensions={definition.unit === 'table' ? tableFirst(definition) : definition.dimensions}
        />
      )}
    </>
  );
}

const hasSeries = ({ id, unit }: KpiDefinition): boolean => unit !== 'table' && !FITTED.has(id);

// A table KPI stands by its own dimension until another one is chosen.
const OWN: Record<string, string> = {
  traffic_sources: 'channel',
  top_pages: 'page',
  product_performance: 'product',
  site_search: 'search_term',
};

function tableFirst({ id, dimensions }: KpiDefinition): readonly string[] {
  const own = OWN[id];
  return own === undefined ? [] : [own, ...dimensions.filter((name) => name !== own)];
}

function ValuePanel({ definition, state }: { definition: KpiDefinition; state: KpiState }) {
  const { t, locale, sentence, exactly, number, column, amount, dimension } = useWords();
  if (state.foreign.length > 0)
    return (
      <Panel title={t('kpi.definition')}>
        <Notice>{t('kpi.foreignFilter', { names: state.foreign.map(dimension).join(', ') })}</Notice>
      </Panel>
    );
  return (
    <Panel
      title={t('kpi.definition')}
      stale={state.stale}
      tools={<PanelMenu name={definition.id} kpi={definition.id} />}
    >
      <p className={css.sentence}>{sentence(definition)}</p>
      <Answered state={state} height="6rem">
        {(answer) => (
          <>
            {answer.unit !== 'table' && (
              <div className={css.value} data-kpi={definition.id}>
                <KpiValue className={css.big} value={answer.value} unit={answer.unit} />
                <Change compare={answer.compare} direction={definition.direction} unit={answer.unit} />
              </div>
            )}
            <dl className={css.facts}>
              {numberOf(answer.denominator) !== null && (
                <Fact name={t('kpi.parts')}>
                  {exactly(answer.numerator, numeratorUnit(answer))} ÷{' '}
                  {exactly(answer.denominator, partUnit(answer.denominator))}
                </Fact>
              )}
              {answer.confidence && (
                <Fact name={t('kpi.confidence')}>
                  {amount(answer.confidence[0], 'proportion')} – {amount(answer.confidence[1], 'proportion')}
                </Fact>
              )}
              {answer.n !== undefined && (
                <Fact name={t('kpi.mean')}>
                  {t('kpi.meanOf', { n: number(answer.n), se: amount(answer.se, answer.unit) })}
                </Fact>
              )}
              {answer.compare && (
                <Fact name={formatPeriod(answer.compare, locale)}>
                  {exactly(answer.compare.value, answer.unit)}
                  {typeof answer.compare.p === 'number' && ` · p = ${answer.compare.p.toFixed(3)}`}
                </Fact>
              )}
              {figuresOf(definition, answer).map(([name, value, unit]) => (
                <Fact key={name} name={name.split('/').map(column).join(' ')}>
                  {exactly(value, unit)}
                </Fact>
              ))}
              {Object.entries(answer.excluded)
                .filter(([, count]) => count > 0)
                .map(([name, count]) => (
                  <Fact key={name} name={t(`excluded.${name as 'bots'}`)}>
                    {number(count)}
                  </Fact>
                ))}
            </dl>
            {answer.recomputing && <p className={css.recomputing}>{t('kpi.recomputing')}</p>}
            <Explanation kpi={definition.id} />
          </>
        )}
      </Answered>
    </Panel>
  );
}

const partUnit = (amount: Amount | undefined): Unit => (isMoney(amount) ? 'money' : 'count');

/** A mean time is times over a count. */
const numeratorUnit = ({ unit, numerator }: KpiAnswer): Unit =>
  unit === 'duration' ? unit : partUnit(numerator);

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Figures that stand beside the value, those inside a group by their own names. */
function figuresOf(definition: KpiDefinition, answer: KpiAnswer): [string, Amount, Unit][] {
  return definition.figures.flatMap((name): [string, Amount, Unit][] => {
    // Parameters of a model say something only to whoever fits models; the API and the explanation have them.
    const found = name === 'models' ? undefined : answer[name];
    return flat(name, found, definition.unit);
  });
}

function flat(name: string, found: unknown, unit: Unit): [string, Amount, Unit][] {
  if (found === null || typeof found === 'number') return [[name, found, unitOf(name, found, unit)]];
  if (isMoney(found)) return [[name, found, 'money']];
  if (typeof found !== 'object' || Array.isArray(found)) return [];
  const inside = found as Record<string, unknown>;
  if ('value' in inside) return flat(name, inside.value, unit);
  return Object.entries(inside).flatMap(([own, value]) => flat(`${name}/${own}`, value, 'count'));
}

function unitOf(name: string, value: number | null, unit: Unit): Unit {
  if (unit === 'duration') return 'duration';
  const guessed = guessedUnit(name, value ?? 0);
  return guessed === 'text' ? 'count' : guessed;
}
