import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import './mantine.css';
import './colours.css';
import './theme.css';
import './print.css';
import { createRoot } from 'react-dom/client';
import { callAs } from '../lib/api/client.ts';
import { App } from './app.tsx';
import { watchFocus } from '../components/focus-back.ts';
import { watchKeys } from '../features/scanning/keys.ts';
import { personIn } from '../lib/session/person.ts';
import { loadSettings } from '../lib/session/settings.ts';
import { signedIn } from '../lib/session/sign-in.ts';
import { shiftClock } from '../lib/i18n/days.ts';
import { language, openTexts } from '../lib/i18n/language.ts';

/** Draws the client once somebody has signed in. */
async function main(root: HTMLElement): Promise<void> {
  const settings = await loadSettings();
  shiftClock(settings.clockShiftDays ?? 0);
  const [signIn] = await Promise.all([signedIn(settings), openTexts()]);
  callAs({ token: signIn.token, language });
  watchKeys();
  watchFocus();
  const person = personIn((await signIn.token()) ?? '');
  createRoot(root).render(<App person={person} signIn={signIn} />);
}

// A page restored from the back-forward cache could show what the previous user saw.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

const root = document.getElementById('apart');
if (root !== null)
  main(root).catch((error: unknown) => {
    root.textContent = `Apart kan niet starten. Apart cannot start. (${String(error)})`;
  });
