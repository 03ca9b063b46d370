import { admin } from './en/admin.js';
import { frame } from './en/frame.js';
import { names } from './en/names.js';
import { reports } from './en/reports.js';
import { troubles } from './en/troubles.js';

/** The words of the dashboard. KPIs have their own in the declarations; the other languages translate them. */
export const en = { ...frame, ...reports, ...admin, ...names, ...troubles, kpiTitle: {}, kpiSentence: {} };

type Words<T> = { [Name in keyof T]: T[Name] extends string ? string : Words<T[Name]> };

/** The shape of every language. */
export type Texts = Words<typeof en>;
