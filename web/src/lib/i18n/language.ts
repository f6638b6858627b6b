import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

/** The languages of the client: Dutch first, as the API. */
export type Language = 'nl' | 'en';

const KEPT_AS = 'apart.language';

/** Makes the texts ready; in the language that was chosen here before, or else Dutch. */
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

/** The language of now. */
export const language = (): Language => (i18next.language === 'en' ? 'en' : 'nl');

/** Goes on in this language, and remembers it on this machine. */
export async function speak(wanted: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, wanted);
  await i18next.changeLanguage(wanted);
  document.documentElement.lang = wanted;
}

/**
 * The texts of a screen in one language. A key that ends in `_one` or `_other` is chosen by
 * `count`.
 */
type Sentences = Readonly<Record<string, string>>;

type KeyOf<S> = S extends `${infer Base}_one` | `${infer Base}_other` ? Base : S;

type Values = Readonly<Record<string, string | number>>;

/** Answers with a sentence, its `{{values}}` filled in. */
export type Translate<T extends Sentences> = (key: KeyOf<keyof T & string>, values?: Values) => string;

/**
 * The texts of one part of the client, and the hook that speaks them. English is as complete as
 * Dutch, or does not compile.
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
    // i18next knows the keys of all parts or of none; `Translate` knows those of this one.
    const plain = t as (key: string, values: Values) => string;
    return (key, values = {}) => plain(key, values);
  };
}

/** The language of now, as a hook: what is drawn is drawn again when it changes. */
export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'nl');
