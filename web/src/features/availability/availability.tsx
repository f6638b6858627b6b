import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useDays } from '../../lib/i18n/days.ts';
import type { Copy } from '../../lib/api/types.ts';
import { goesNow, reservable, type WhyNotNow, type WhyNotReservable } from './availability.ts';
import { useAvailabilityTexts } from './texts.ts';

/** The answer to "Kan nu mee": whether a reader at the desk can take the copy along. */
export function GoesNow({ copy }: { readonly copy: Copy }) {
  const t = useAvailabilityTexts();
  const no = useNo();
  const answer = goesNow(copy);
  return answer.yes ? t('yes') : no(answer.why, answer.day);
}

/** The answer to "Te reserveren": whether it can be reserved, by whom, and from which day. */
export function Reservable({ copy }: { readonly copy: Copy }) {
  const t = useAvailabilityTexts();
  const { day } = useDays();
  const no = useNo();
  const answer = reservable(copy);
  if (!answer.yes) return no(answer.why);
  const { ownPatrons, from } = answer;
  return [
    t('yes'),
    ...(ownPatrons ? [t('ownPatrons')] : []),
    ...(from === undefined ? [] : [t('from', { day: day(from) })]),
  ].join(', ');
}

/** Formats a refusal with its reason. */
function useNo() {
  const t = useAvailabilityTexts();
  const common = useCommonTexts();
  const { day } = useDays();
  return (why: WhyNotNow | WhyNotReservable, lastDay?: string) => {
    const words = isStatus(why) ? common(why) : t(why, lastDay === undefined ? {} : { day: day(lastDay) });
    return <span className="quiet">{t('no', { why: words })}</span>;
  };
}

type StatusKey = Extract<WhyNotNow | WhyNotReservable, `status.${string}`>;

const isStatus = (why: WhyNotNow | WhyNotReservable): why is StatusKey => why.startsWith('status.');
