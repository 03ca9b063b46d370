import type { Texts } from './en.js';
import { admin } from './ja/admin.js';
import { frame } from './ja/frame.js';
import { kpiSentences } from './ja/kpi-sentences.js';
import { kpiTitles } from './ja/kpi-titles.js';
import { names } from './ja/names.js';
import { reports } from './ja/reports.js';
import { troubles } from './ja/troubles.js';

export const ja: Texts = {
  ...frame,
  ...reports,
  ...admin,
  ...names,
  ...troubles,
  kpiTitle: kpiTitles,
  kpiSentence: kpiSentences,
};
