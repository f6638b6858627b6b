/** The languages of answers (see the contract, Conventions). */
export type Language = 'nl' | 'en';

const weightOf = (parameters: readonly string[]): number => {
  const q = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='));
  const weight = q === undefined ? 1 : Number(q.slice(2));
  return Number.isNaN(weight) ? 0 : weight;
};

/** The language of an `Accept-Language`; Dutch when it names neither language. */
export const languageOf = (header: string | undefined): Language => {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      return { language: tag.trim().toLowerCase().split('-')[0], weight: weightOf(parameters) };
    })
    .filter(({ language, weight }) => (language === 'nl' || language === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language === 'en' ? 'en' : 'nl';
};
