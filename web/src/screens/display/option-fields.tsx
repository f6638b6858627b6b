import { Checkbox, Fieldset, Radio } from '@mantine/core';
import type { Options } from './options.ts';
import { useDisplayTexts } from './texts.ts';
import styles from './display.module.css';

/** The blocks that every scan sets. */
export function OptionFields(props: {
  readonly options: Options;
  readonly change: (change: Partial<Options>) => void;
}) {
  const t = useDisplayTexts();
  const { options, change } = props;
  return (
    <Fieldset legend={t('options')} className={styles.options ?? ''}>
      {([8, 7] as const).map((code) => (
        <Radio
          key={code}
          name="code"
          label={t(`block${code}`)}
          checked={options.code === code}
          onChange={() => {
            change({ code });
          }}
        />
      ))}
      <Checkbox
        label={t('alsoLoan')}
        description={t('alsoLoanHelp')}
        checked={options.loan}
        onChange={(event) => {
          change({ loan: event.currentTarget.checked });
        }}
      />
    </Fieldset>
  );
}
