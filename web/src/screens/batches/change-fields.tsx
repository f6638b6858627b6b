import { Checkbox, Radio, TextInput } from '@mantine/core';
import { ActivitySelect, isNotClosed, isToCome } from '../../components/activity-select.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import {
  canLiftRuled,
  canSetRule,
  liftsBlock,
  setsBlock,
  type BatchDraft,
  type Edit,
} from './batch-draft.ts';
import { useNewBatchTexts } from './new-texts.ts';
import styles from './batches.module.css';

interface Props {
  readonly draft: BatchDraft;
  readonly edit: Edit;
}

/** The changes of a batch: reservation block, loan block and their activity (rules M1, M2). */
export function ChangeFields({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  const common = useCommonTexts();
  return (
    <section className="panel stack" aria-labelledby="batch-change">
      <h2 id="batch-change">{t('change')}</h2>
      <Choices
        label={common('reservationBlock')}
        value={draft.reservation}
        choices={[
          ['keep', t('keep')],
          ['8', t('eight')],
          ['7', t('seven')],
          ['lift', t('lift')],
        ]}
        choose={(reservation) => {
          edit({ reservation });
        }}
      />
      <Choices
        label={common('loanBlock')}
        value={draft.loan}
        choices={[
          ['keep', t('keep')],
          ['set', t('loanSet')],
          ['lift', t('lift')],
        ]}
        choose={(loan) => {
          edit({ loan });
        }}
      />
      {draft.loan === 'set' && <p className={styles.note}>{t('noEndDate')}</p>}
      <OfActivity draft={draft} edit={edit} />
      <Extras draft={draft} edit={edit} />
      <TextInput
        label={common('reason')}
        description={t('reasonHelp')}
        maxLength={200}
        value={draft.reason}
        onChange={({ currentTarget: { value } }) => {
          edit({ reason: value });
        }}
      />
    </section>
  );
}

function Choices<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, label: string])[];
  readonly choose: (value: Value) => void;
}) {
  return (
    <Radio.Group
      label={props.label}
      value={props.value}
      onChange={(value) => {
        props.choose(value);
      }}
    >
      <div className={styles.choices}>
        {props.choices.map(([value, label]) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </div>
    </Radio.Group>
  );
}

/** The activity of the blocks. A block can be set only for a running or coming activity. */
function OfActivity({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  return (
    <div className="stack tight">
      <ActivitySelect
        label={t('forActivity')}
        none={t('noActivity')}
        value={draft.activityId}
        fits={setsBlock(draft) ? isToCome : isNotClosed}
        onChange={(activityId) => {
          edit({ activityId });
        }}
      />
      {liftsBlock(draft) && (
        <p className={styles.note}>{t(draft.activityId === '' ? 'liftsOwn' : 'liftsOfActivity')}</p>
      )}
    </div>
  );
}

function Extras({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  return (
    <>
      {canSetRule(draft) && (
        <Checkbox
          label={t('newCopies')}
          checked={draft.includeNewCopies}
          onChange={({ currentTarget: { checked } }) => {
            edit({ includeNewCopies: checked });
          }}
        />
      )}
      {canLiftRuled(draft) && (
        <Checkbox
          label={t('ruled')}
          checked={draft.includeRuled}
          onChange={({ currentTarget: { checked } }) => {
            edit({ includeRuled: checked });
          }}
        />
      )}
    </>
  );
}
