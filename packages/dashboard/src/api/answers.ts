/** What a KPI's value is; see the collector's KPI definitions. */
export type Unit = 'count' | 'money' | 'ratio' | 'duration' | 'proportion' | 'rate' | 'score' | 'table';

/** An amount in minor units of its currency. */
export interface Money {
  value: number;
  currency: string;
  decimals: number;
}

export type Amount = number | Money | null;

/** The parts that a figure, a point of a series and a row have in common. */
export interface FigureAnswer {
  value?: Amount;
  numerator?: Amount;
  denominator?: Amount;
  /** 95 % Wilson interval of a proportion. */
  confidence?: [number, number] | null;
  /** Of a mean: how many values it is of, and its standard error. */
  n?: number;
  se?: Amount;
}

export interface Comparison extends FigureAnswer {
  from: string;
  to: string;
  change?: number | null;
  p?: number | null;
  significant?: boolean | null;
  totals?: Record<string, unknown>;
  series?: Point[];
}

export type Point = FigureAnswer & { start: string } & Record<string, unknown>;
export type Row = Record<string, unknown>;

/** The answer of one KPI. */
export interface KpiAnswer extends FigureAnswer {
  kpi: string;
  site: string;
  from: string;
  to: string;
  timezone: string;
  unit: Unit;
  value: Amount;
  totals?: Record<string, unknown>;
  compare?: Comparison;
  series?: Point[];
  rows?: Row[];
  rows_left_out?: number;
  missing: { import: string; message: string } | null;
  excluded: { bots: number; internal: number; cookieless: number; no_exchange_rate: number };
  recomputing?: true;
  [figure: string]: unknown;
}

/** The declaration of a KPI, as `GET /v1/kpis` lists it. */
export interface KpiDefinition {
  id: string;
  theme: 'sales' | 'marketing' | 'care';
  title: string;
  sentence: string;
  formula?: string | null;
  unit: Unit;
  direction: 'up' | 'down' | null;
  dimensions: string[];
  figures: string[];
  columns: Record<string, Unit>;
  import: string | null;
}

export interface SiteSummary {
  id: string;
  name: string;
  timezone: string;
  currency: string;
}

export interface Me {
  role: 'guest' | 'reader' | 'admin';
  sites: SiteSummary[];
}

export interface Site extends SiteSummary {
  origins: string[];
  visit_idle_minutes: number;
  content_groups: { name: string; pattern: string }[];
  internal_networks: string[];
  /** Days for which raw events are kept; `null`: for ever. */
  keep_events_days: number | null;
  created: number;
}

export interface ApiKey {
  id: string;
  role: 'writer' | 'guest' | 'reader' | 'admin';
  sites: string[] | null;
  created: number;
  /** `null`: it does not end by itself. */
  expires: number | null;
  key?: string;
}

export interface RefusedRow {
  row: number;
  reason: string;
}

export interface ImportReport {
  rows: number;
  inserted: number;
  updated: number;
  refused: RefusedRow[];
  refused_count: number;
  warnings: string[];
  exporter: string | null;
  /** Of a dry run: what each column of the file is, and the first rows as they would be stored. */
  columns?: { column: string; field: string | null }[];
  preview?: { dataset: string; row: number; fields: Record<string, unknown> }[];
}
