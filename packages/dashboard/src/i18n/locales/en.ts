import { admin } from './en/admin.js';
import { frame } from './en/frame.js';
import { names } from './en/names.js';
import { reports } from './en/reports.js';

/** The words of the dashboard. KPIs have their own in the declarations; the other languages translate them. */
export const en = { ...frame, ...reports, ...admin, ...names, kpiTitle: {}, kpiSentence: {} };

type Words<T> = { [Name in keyof T]: T[Name] extends string ? string : Words<T[Name]> };

/** The shape of every language. */
export type Texts = Words<typeof en>;
