/** A piece of HTML in which everything that came from data is escaped. */
export interface Markup {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (words: string): string => words.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** What may be filled in: words and numbers, which are escaped, and markup, which is not. */
type Part = string | number | Markup | readonly Markup[];

const htmlOf = (part: Part): string => {
  if (typeof part === 'string') return escape(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
};

/**
 * HTML as a tagged template: what is filled in is escaped, also between the quotes of an attribute.
 */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: String.raw({ raw: strings }, ...parts.map(htmlOf)),
});
