/** The contrast of a page as a browser paints it (WCAG 1.4.3). */
import type { Page } from 'playwright-core';

/** The part of the DOM's `Element` that is used here. */
interface Element {
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly parentElement: Element | null;
}

interface Window {
  readonly document: { querySelectorAll: (selector: string) => Iterable<Element> };
  readonly getComputedStyle: (element: Element) => {
    readonly color: string;
    readonly backgroundColor: string;
  };
}

interface Painted {
  readonly words: string;
  readonly ink: string;
  readonly ground: string;
}

/**
 * Runs inside the page: every element with text of its own, its colour and its background colour.
 */
const painted = (): Painted[] => {
  const { document, getComputedStyle } = globalThis as unknown as Window;
  const groundOf = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === 'rgba(0, 0, 0, 0)' ? groundOf(element.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const words = [...element.childNodes]
      .map(({ nodeType, textContent }) => (nodeType === 3 ? (textContent ?? '').trim() : ''))
      .join('');
    return words === '' ? [] : [{ words, ink: getComputedStyle(element).color, ground: groundOf(element) }];
  });
};

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast between two colours, from 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

/** Each text on a page, and the contrast with which it is painted. */
export const contrasts = async (page: Page): Promise<readonly { words: string; contrast: number }[]> =>
  (await page.evaluate(painted)).map(({ words, ink, ground }) => ({
    words,
    contrast: contrast(ink, ground),
  }));
