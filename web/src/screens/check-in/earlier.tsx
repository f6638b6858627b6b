import { Button } from '@mantine/core';
import { connected } from '../../lib/api/connection.ts';
import {
  endedBlocks,
  useDestination,
  useFindings,
  type CheckedIn,
} from '../../features/check-in/checked-in.ts';
import { MARKS } from '../../features/check-in/destination.tsx';
import { useCheckingInTexts } from '../../features/check-in/texts.ts';
import type { CheckIn } from '../../lib/api/types.ts';
import { useStore } from '../../lib/store.ts';
import { StatusTag } from '../../features/blocks/copy-tags.tsx';
import { explained } from '../../components/problem-box.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { useCheckInTexts } from './texts.ts';
import type { Lift } from './use-lift.ts';

/** The earlier scans, newest first. */
export function Earlier(props: { readonly scans: readonly Scan<CheckedIn>[]; readonly lift: Lift }) {
  const t = useCheckInTexts();
  const common = useCommonTexts();
  return (
    <section className="stack tight">
      <h2 id="earlier" className="no-print">
        {t('earlier')}
      </h2>
      <TableBox labelledBy="earlier">
        <table aria-labelledby="earlier">
          <thead>
            <tr>
              <th scope="col">{t('goesTo')}</th>
              <th scope="col">{common('title')}</th>
              <th scope="col">{common('barcode')}</th>
              <th scope="col">{common('blocks')}</th>
            </tr>
          </thead>
          <tbody>
            {props.scans.map((scan) => (
              <tr key={scan.id}>
                <td>
                  <Outcome scan={scan} />
                </td>
                <td>{scan.result && <TitleName titleId={scan.result.answer.copy.titleId} />}</td>
                <td>
                  {scan.result ? (
                    <Barcode copyId={scan.result.answer.copy.copyId} />
                  ) : (
                    <span className="mono">{scan.code}</span>
                  )}
                </td>
                <td>
                  <RemainingBlocks scan={scan} lift={props.lift} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

const TONES: Readonly<Partial<Record<CheckIn['next'], Tone>>> = { shelf: 'done', withdrawn: 'error' };

function Outcome({ scan }: { readonly scan: Scan<CheckedIn> }) {
  const t = useCheckingInTexts();
  const common = useCommonTexts();
  const destination = useDestination();
  const findings = useFindings();
  const through = useStore(connected);
  if (scan.result?.changed === true) return <ChangedCopy checkedIn={scan.result} />;
  if (scan.result) {
    const { next } = scan.result.answer;
    return (
      <>
        <Tag tone={TONES[next] ?? 'note'} mark={MARKS[next]}>
          {destination(scan.result)}
        </Tag>
        {findings(scan.result).map((finding) => (
          <div key={finding} className="quiet">
            {finding}
          </div>
        ))}
      </>
    );
  }
  if (scan.state === 'waiting') return <Tag tone="warning">{t(through ? 'busy' : 'waiting')}</Tag>;
  return (
    <>
      <Tag tone="error">{t('refused')}</Tag> {explained(scan.error, common).sentences.join(' ')}
    </>
  );
}

/** The destination is out of date: a colleague has changed the copy since. */
function ChangedCopy({ checkedIn }: { readonly checkedIn: CheckedIn }) {
  const t = useCheckingInTexts();
  return (
    <span className="row">
      <Tag tone="warning">{t('changed')}</Tag> <StatusTag copy={checkedIn.answer.copy} />
    </span>
  );
}

function RemainingBlocks({ scan, lift }: { readonly scan: Scan<CheckedIn>; readonly lift: Lift }) {
  const t = useCheckInTexts();
  const { person } = useSession();
  const { result } = scan;
  if (result === undefined) return null;
  const { lifted, copy, blocks } = result.answer;
  const count = endedBlocks(result).length;
  const others = blocks.length - count;
  if (count === 0)
    return (
      <span className="row">
        {lifted.length > 0 && <Tag tone="done">{t('liftedCount', { count: lifted.length })}</Tag>}
        {others > 0 && <span className="quiet">{t('others', { count: others })}</span>}
      </span>
    );
  return (
    <span className="row">
      <Tag tone="warning">{t('blocksLeft', { count })}</Tag>
      {worksFor(person, copy.branchId) && (
        <Button
          size="compact-sm"
          variant="default"
          loading={lift.running.has(scan.id)}
          onClick={() => {
            lift.mutate({ ...scan, result });
          }}
        >
          {t('lift', { count })} <span className="unseen">{copy.copyId}</span>
        </Button>
      )}
    </span>
  );
}
