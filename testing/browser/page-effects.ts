/**
 * What happens on a page while a test scans. The scripts are texts: they run inside the page, whose
 * types the tests do not have.
 */
import type { Page } from 'playwright-core';

/** Clicks and sent forms, and the last value of each field, by its id. */
export interface PageEffects {
  readonly acts: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** How often a sound began. */
  readonly sounds: number;
  /** How often a dialog was seen. */
  readonly dialogs: number;
}

const RECORD = `{
  const effects = (globalThis.effects = { acts: [], values: {}, sounds: 0, dialogs: 0 });
  const record = ({ type, target }) => {
    if (!(target instanceof HTMLElement) || target.matches('[data-scan-field], :has([data-scan-field])')) return;
    if (target.matches('select, textarea, input:not([type=radio])')) effects.values[target.id] = target.value;
    else effects.acts.push(type + ' ' + target.textContent.slice(0, 30));
  };
  for (const type of ['input', 'change', 'click', 'submit']) document.addEventListener(type, record, true);
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    effects.sounds += 1;
    start.apply(this, when);
  };
  new MutationObserver(() => {
    effects.dialogs += document.querySelectorAll('[role=dialog]').length;
  }).observe(document.body, { childList: true, subtree: true });
}`;

/** Records from now on what happens on the page, except in scan fields, until it is loaded anew. */
export const recordEffects = async (page: Page): Promise<void> => {
  await page.evaluate(RECORD);
};

/** What has been recorded. */
export const effectsOn = (page: Page): Promise<PageEffects> => page.evaluate('effects');

/**
 * Types a code and Enter under Caps Lock, which no test can switch on: the events themselves say
 * that it is on. They put nothing into fields.
 */
export const typeUnderCapsLock = async (page: Page, code: string): Promise<void> => {
  await page.evaluate(`for (const key of [...${JSON.stringify(code)}, 'Enter']) {
    const event = { key, modifierCapsLock: true, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event));
  }`);
};
