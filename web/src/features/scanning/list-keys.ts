import { fillIn } from './fields.ts';
import { optionAfter, optionFor } from './options.ts';

const optionsOf = (select: HTMLSelectElement): readonly HTMLOptionElement[] =>
  [...select.options].filter(({ disabled }) => !disabled);

const indexIn = (options: readonly HTMLOptionElement[], option: HTMLOptionElement | undefined): number =>
  option ? options.indexOf(option) : -1;

/** The labels of the options of the list that an element is or is in, or none. */
export function labelsAt(element: EventTarget | null): readonly string[] {
  const select = element instanceof Element ? element.closest('select') : null;
  return select === null ? [] : optionsOf(select).map(({ label }) => label);
}

function choose(select: HTMLSelectElement, option: HTMLOptionElement | undefined): void {
  if (option !== undefined && option.value !== select.value) fillIn(select, option.value);
}

/**
 * Chooses by the first letters of an option, in a list that has the focus or is open. It replaces
 * the choice by the browser, which starts with the first character of a scan.
 */
export function chooseByLetters(target: Element, letters: string): void {
  const select = target.closest('select');
  if (select === null) return;
  const options = optionsOf(select);
  const isOpen = target instanceof HTMLOptionElement;
  const current = indexIn(options, isOpen ? target : select.selectedOptions[0]);
  const labels = options.map(({ label }) => label);
  const option = options[optionFor(labels, current, letters) ?? -1];
  if (isOpen) option?.focus();
  else choose(select, option);
}

/**
 * Chooses by the arrow keys, Home and End in a closed list that is drawn by the page (`theme.css`):
 * there the browser only opens it. Whether the key did so.
 */
export function chooseByKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLSelectElement)) return false;
  if (getComputedStyle(target).appearance !== 'base-select') return false;
  const options = optionsOf(target);
  const index = optionAfter(options.length, indexIn(options, target.selectedOptions[0]), key);
  if (index === undefined) return false;
  choose(target, options[index]);
  return true;
}
