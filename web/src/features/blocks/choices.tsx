import { Radio, TextInput } from '@mantine/core';
import { today } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import type { BlockForm, ReservationChoice, Touched } from './block-form.ts';
import { useBlockTexts } from './texts.ts';

/** The field `Res. blok.`: the reservation block, by the codes that staff know. */
export function ReservationChoices(props: {
  readonly value: ReservationChoice;
  readonly many: boolean;
  readonly onChange: (value: ReservationChoice) => void;
}) {
  const t = useBlockTexts();
  const common = useCommonTexts();
  // The dialog focuses the chosen radio: the arrow keys start from it.
  const choice = (value: ReservationChoice) => ({
    value,
    ...(value === props.value && { 'data-autofocus': true }),
  });
  return (
    <Radio.Group label={common('reservationBlock')} value={props.value} onChange={props.onChange}>
      <div className="stack tight">
        {props.many && <Radio {...choice('keep')} label={t('keep')} />}
        <Radio {...choice('none')} label={t('none')} />
        <Radio {...choice('7')} label={t('code7')} />
        <Radio {...choice('8')} label={t('code8')} />
      </div>
    </Radio.Group>
  );
}

/** The field `Leen blok.`: the loan block, with a last day for one that ends. */
export function LoanChoices(props: {
  readonly form: BlockForm;
  readonly many: boolean;
  readonly missingDay: boolean;
  readonly onChange: (part: Touched) => void;
}) {
  const t = useBlockTexts();
  const common = useCommonTexts();
  const { form, onChange } = props;
  return (
    <Radio.Group
      label={common('loanBlock')}
      description={
        form.loan === 'noEnd' ? t(form.activityId === '' ? 'endHelp' : 'endHelpActivity') : undefined
      }
      value={form.loan}
      onChange={(value) => {
        onChange({ loan: value });
      }}
    >
      <div className="stack tight">
        {props.many && <Radio value="keep" label={t('keep')} />}
        <Radio value="none" label={t('none')} />
        <Radio value="until" label={t('until')} />
        {form.loan === 'until' && (
          <TextInput
            type="date"
            label={t('lastDay')}
            min={today()}
            value={form.endDate}
            error={props.missingDay && form.endDate === '' ? t('fillDay') : undefined}
            onChange={(event) => {
              onChange({ loan: 'until', endDate: event.currentTarget.value });
            }}
          />
        )}
        <Radio value="noEnd" label={t('noEnd')} />
      </div>
    </Radio.Group>
  );
}
