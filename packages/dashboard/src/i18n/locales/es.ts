import type { Texts } from './en.js';
import { admin } from './es/admin.js';
import { frame } from './es/frame.js';
import { kpiSentences } from './es/kpi-sentences.js';
import { kpiTitles } from './es/kpi-titles.js';
import { names } from './es/names.js';
import { reports } from './es/reports.js';
import { troubles } from './es/troubles.js';

export const es: Texts = {
  ...frame,
  ...reports,
  ...admin,
  ...names,
  ...troubles,
  kpiTitle: kpiTitles,
  kpiSentence: kpiSentences,
};
