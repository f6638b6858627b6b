import { Radio, TextInput } from '@mantine/core';
import { today } from '../../lib/i18n/days.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import type { BlockForm, ReservationChoice, Touched } from './block-form.ts';
import { useBlockTexts } from './texts.ts';

/** Field `Res. blok.`: the reservation block, with the codes that staff know. */
export function ReservationChoices(props: {
  readonly value: ReservationChoice;
  readonly many: boolean;
  readonly onChange: (value: ReservationChoice) => void;
}) {
  const say = useBlockTexts();
  const words = useWords();
  // The focus begins at what is chosen: the arrow keys go on from there.
  const choice = (value: ReservationChoice) => ({
    value,
    ...(value === props.value && { 'data-autofocus': true }),
  });
  return (
    <Radio.Group label={words('reservationBlock')} value={props.value} onChange={props.onChange}>
      <div className="stack tight">
        {props.many && <Radio {...choice('keep')} label={say('keep')} />}
        <Radio {...choice('none')} label={say('none')} />
        <Radio {...choice('7')} label={say('code7')} />
        <Radio {...choice('8')} label={say('code8')} />
      </div>
    </Radio.Group>
  );
}

/** Field `Leen blok.`: the loan block, with its last day where it has one. */
export function LoanChoices(props: {
  readonly form: BlockForm;
  readonly many: boolean;
  readonly missingDay: boolean;
  readonly onChange: (part: Touched) => void;
}) {
  const say = useBlockTexts();
  const words = useWords();
  const { form, onChange } = props;
  return (
    <Radio.Group
      label={words('loanBlock')}
      description={
        form.loan === 'noEnd' ? say(form.activityId === '' ? 'endHelp' : 'endHelpActivity') : undefined
      }
      value={form.loan}
      onChange={(value) => {
        onChange({ loan: value });
      }}
    >
      <div className="stack tight">
        {props.many && <Radio value="keep" label={say('keep')} />}
        <Radio value="none" label={say('none')} />
        <Radio value="until" label={say('until')} />
        {form.loan === 'until' && (
          <TextInput
            type="date"
            label={say('lastDay')}
            min={today()}
            value={form.endDate}
            error={props.missingDay && form.endDate === '' ? say('fillDay') : undefined}
            onChange={(event) => {
              onChange({ loan: 'until', endDate: event.currentTarget.value });
            }}
          />
        )}
        <Radio value="noEnd" label={say('noEnd')} />
      </div>
    </Radio.Group>
  );
}
