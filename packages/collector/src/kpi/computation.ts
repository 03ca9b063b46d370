import type { Site } from '../store/store.js';
import type { Compute } from './compute.js';
import type { Kpi, Unit } from './definition.js';
import { DIMENSIONS } from './dimension.js';
import { exclusionMeasures, exclusionOf, presentExcluded } from './excluded.js';
import type { KpiAnswer } from './kpi-answer.js';
import type { Measure } from './measure.js';
import { measure } from './plan.js';
import type { Request } from './request.js';
import type { Setting } from './setting.js';

/** What a computed KPI is asked. */
export interface Question {
  setting: Setting;
  request: Request;
  site: Site;
  kpi: Kpi;
  compute: Compute;
}

/** How a KPI is answered that no sums over rows make: a model, a search, or a table of its own kind. */
export interface Computation {
  dimensions: readonly string[];
  /** Names of what stands beside the value. */
  figures: readonly string[];
  /** Of a table: its columns. */
  columns?: Record<string, Unit>;
  /** What it is made from, so that the answer can say how many rows of it are left out. */
  about: readonly Measure[];
  /** @throws {KpiError} for what is not possible, naming what is. */
  check?(request: Request): void;
  answer(question: Question): Promise<Partial<KpiAnswer>>;
}

/** Answers a computed KPI, with how much it leaves out in the period. */
export async function answerComputed(
  question: Question,
  computation: Computation,
): Promise<Partial<KpiAnswer>> {
  const [answer, excluded] = await Promise.all([computation.answer(question), excludedOf(question)]);
  return { excluded, ...answer };
}

async function excludedOf({ setting, request, kpi }: Question): Promise<KpiAnswer['excluded']> {
  const exclusion = exclusionOf(kpi);
  const measures = exclusionMeasures(exclusion);
  // Orders that are left out have no customer, and so none of the words of one.
  const filter = setting.filter.filter((clause) =>
    clause.every(({ dimension }) => measures.every(({ fact }) => DIMENSIONS[fact].includes(dimension))),
  );
  const groups = await measure({ ...setting, filter }, { period: request.period, by: [] }, measures);
  return presentExcluded(exclusion, groups.bucket(0));
}
