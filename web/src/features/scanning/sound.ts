const HERTZ = 180;
const SECONDS = 0.35;

let audio: AudioContext | undefined;

/**
 * Plays a low tone for a refused scan: staff look at the copies while scanning, not at the screen.
 * Silent when the browser has no sound.
 */
export function buzz(): void {
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
