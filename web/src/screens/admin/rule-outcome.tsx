import { useEffect, useRef } from 'react';
import { Link } from '@tanstack/react-router';
import type { StandingRule } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { useAdminTexts } from './texts.ts';
import styles from './admin.module.css';

/** The result of setting or ending a rule, and the number of copies that do not follow it. */
export interface RuleChange {
  readonly did: 'set' | 'ended';
  readonly rule: Pick<StandingRule, 'collection' | 'branchId' | 'code' | 'activityId'>;
  readonly count: number;
}

/**
 * Says that existing copies do not change, and links to the batch that changes them (rules C1, C3).
 */
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
