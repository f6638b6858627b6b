import { Checkbox } from '@mantine/core';
import { useStore } from '../../lib/store.ts';
import { isSoundOn, switchSound } from './sound.ts';
import { useScanningTexts } from './texts.ts';

/** Switches the sound of refused scans on or off in this browser. */
export function SoundSwitch() {
  const t = useScanningTexts();
  return (
    <Checkbox
      label={t('sound')}
      checked={useStore(isSoundOn)}
      onChange={({ currentTarget: { checked } }) => {
        switchSound(checked);
      }}
    />
  );
}
