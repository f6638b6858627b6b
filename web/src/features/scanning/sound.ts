import { createStore } from '../../lib/store.ts';

const HERTZ = 180;
const SECONDS = 0.35;

const KEPT_AS = 'apart.sound';

/** Whether refused scans are heard: a setting of this browser. */
export const isSoundOn = createStore(localStorage.getItem(KEPT_AS) !== 'off');

/** Switches the sound on or off, and remembers it in this browser. */
export function switchSound(on: boolean): void {
  localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  isSoundOn.set(on);
}

let audio: AudioContext | undefined;

/**
 * Plays a low tone for a refused scan: staff look at the copies while scanning, not at the screen.
 * Silent when it is switched off, and when the browser has no sound.
 */
export function buzz(): void {
  if (!isSoundOn.get()) return;
  try {
    audio ??= new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = 'square';
    tone.frequency.value = HERTZ;
    volume.gain.value = 0.08;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + SECONDS);
  } catch {
    // The browser has no sound; screen and status bar show the error too.
  }
}
