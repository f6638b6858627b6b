import { useEffect, useRef } from 'react';
import { Link } from '@tanstack/react-router';
import type { StandingRule } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { useAdminTexts } from './texts.ts';
import styles from './admin.module.css';

/** What came of setting or ending a rule, and how many copies are not as it would have them. */
export interface RuleChange {
  readonly did: 'set' | 'ended';
  readonly rule: Pick<StandingRule, 'collection' | 'branchId' | 'code' | 'activityId'>;
  readonly count: number;
}

/** Says what a rule has not changed by itself, and leads to the batch that does (rules C1, C3). */
export function RuleOutcome({ outcome: { did, rule, count } }: { readonly outcome: RuleChange }) {
  const t = useAdminTexts();
  const text = useRef<HTMLParagraphElement>(null);
  const { collection, branchId, code, activityId } = rule;
  useEffect(() => {
    text.current?.focus();
  }, [did, collection, branchId, code]);
  const search = defined({
    collection,
    branchId: branchId ?? '',
    activityId,
    reservation: did === 'ended' ? 'lift' : String(code),
  });
  return (
    <p ref={text} tabIndex={-1} className={styles.outcome}>
      {t(did === 'set' ? 'ruleSet' : 'ruleEnded', { collection })}{' '}
      {count > 0 && (
        <>
          <strong>{t(did === 'set' ? 'unblocked' : 'remaining', { count })}</strong>{' '}
          <Link to="/batches/new" search={search}>
            {t(did === 'set' ? 'blockThem' : 'liftThem')}
          </Link>
        </>
      )}
    </p>
  );
}
