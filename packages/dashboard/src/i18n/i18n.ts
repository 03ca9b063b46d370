import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, type Texts } from './locales/en.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts };
  }
}

/** The languages of the dashboard by their codes, each named in itself. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español', ja: '日本語', zh: '中文' } as const;
export type Language = keyof typeof LANGUAGES;

const NAME = 'footfall.language';

const LOADED: Record<Language, () => Promise<Texts>> = {
  en: async () => en,
  de: async () => (await import('./locales/de.js')).de,
  es: async () => (await import('./locales/es.js')).es,
  ja: async () => (await import('./locales/ja.js')).ja,
  zh: async () => (await import('./locales/zh.js')).zh,
};

const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && Object.hasOwn(LANGUAGES, text);

function wantedLanguage(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(NAME);
  } catch {
    // Nothing is kept then.
  }
  const wanted = [kept, ...navigator.languages.map((tag) => tag.split('-')[0]?.toLowerCase())];
  return wanted.find(isLanguage) ?? 'en';
}

/** Starts in the language that was chosen, else in the first of the browser's that is there. */
export async function startI18n(): Promise<void> {
  const language = wantedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      en: { translation: en },
      ...(language !== 'en' && { [language]: { translation: await LOADED[language]() } }),
    },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as never);
  document.documentElement.lang = localeOf(language);
}

/** Changes the language at once, and for the next time. */
export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await LOADED[language]());
  try {
    localStorage.setItem(NAME, language);
  } catch {
    // It lasts as long as the page.
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = localeOf(language);
}

/** The language with the browser's region, by which numbers and dates are written: German in Austria is `de-AT`. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0]?.toLowerCase() === language) ?? language;
}
