import { admin } from './de/admin.js';
import { frame } from './de/frame.js';
import { kpiSentences } from './de/kpi-sentences.js';
import { kpiTitles } from './de/kpi-titles.js';
import { names } from './de/names.js';
import { reports } from './de/reports.js';
import { troubles } from './de/troubles.js';
import type { Texts } from './en.js';

export const de: Texts = {
  ...frame,
  ...reports,
  ...admin,
  ...names,
  ...troubles,
  kpiTitle: kpiTitles,
  kpiSentence: kpiSentences,
};
