const HERTZ = 180;
const SECONDS = 0.35;

let audio: AudioContext | undefined;

/**
 * A low tone for a scan that did not go: whoever scans looks at the copies, not at the screen.
 * Silent where there is no sound.
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
    // No sound here: the screen and the status bar say it too.
  }
}
