import type { Texts } from './en.js';
import { admin } from './zh/admin.js';
import { frame } from './zh/frame.js';
import { kpiSentences } from './zh/kpi-sentences.js';
import { kpiTitles } from './zh/kpi-titles.js';
import { names } from './zh/names.js';
import { reports } from './zh/reports.js';
import { troubles } from './zh/troubles.js';

export const zh: Texts = {
  ...frame,
  ...reports,
  ...admin,
  ...names,
  ...troubles,
  kpiTitle: kpiTitles,
  kpiSentence: kpiSentences,
};
