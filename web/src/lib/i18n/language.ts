import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

/** The languages of the client; Dutch is the default, as in the API. */
export type Language = 'nl' | 'en';

const KEPT_AS = 'apart.language';

/** Loads the texts, in the language that this browser chose before or in Dutch. */
export async function openTexts(): Promise<void> {
  const kept = localStorage.getItem(KEPT_AS);
  await i18next.use(initReactI18next).init({
    lng: kept === 'en' ? 'en' : 'nl',
    fallbackLng: 'nl',
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language();
}

export const language = (): Language => (i18next.language === 'en' ? 'en' : 'nl');

/** Switches the language, and remembers it in this browser. */
export async function speak(wanted: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, wanted);
  await i18next.changeLanguage(wanted);
  document.documentElement.lang = wanted;
}

/** Texts in one language by key; `count` chooses between keys in `_one` and `_other`. */
type Sentences = Readonly<Record<string, string>>;

type KeyOf<S> = S extends `${infer Base}_one` | `${infer Base}_other` ? Base : S;

type Values = Readonly<Record<string, string | number>>;

/** The sentence of a key, with its `{{values}}` filled in. */
export type Translate<T extends Sentences> = (key: KeyOf<keyof T & string>, values?: Values) => string;

/**
 * Registers texts in both languages, and returns the hook that translates. An English text that is
 * missing does not compile.
 */
export function texts<const T extends Sentences>(
  part: string,
  nl: T,
  en: Readonly<Record<keyof T, string>>,
): () => Translate<T> {
  i18next.on('initialized', () => {
    add();
  });
  const add = () => {
    i18next.addResourceBundle('nl', part, nl);
    i18next.addResourceBundle('en', part, en);
  };
  if (i18next.isInitialized) add();
  return () => {
    const { t } = useTranslation(part);
    // i18next types the keys of all texts or of none; `Translate` types the keys of these.
    const plain = t as (key: string, values: Values) => string;
    return (key, values = {}) => plain(key, values);
  };
}

/** The current language; the component renders again when it changes. */
export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'nl');
