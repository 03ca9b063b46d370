import { closest, distance } from 'fastest-levenshtein';
import { say } from '../say.js';
import { CATALOGUE } from './catalogue/index.js';
import type { Kpi } from './definition.js';
import { KpiError } from './kpi-error.js';

/** @throws {KpiError} `unknown_kpi` with the id that was likely meant. */
export function findKpi(id: string): Kpi {
  const kpi = CATALOGUE.get(id);
  if (kpi) return kpi;
  const asked = id.slice(0, 60);
  const near = closest(asked.toLowerCase(), [...CATALOGUE.keys()]);
  const isNear = distance(asked.toLowerCase(), near) <= Math.max(3, near.length / 2);
  throw new KpiError(
    'unknown_kpi',
    404,
    say('there is no KPI "{{id}}"', { id: asked }),
    isNear ? say('did you mean {{name}}?', { name: near }) : say('GET /v1/kpis lists them all'),
  );
}
