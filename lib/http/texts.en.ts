import type { nl } from './texts.nl.ts';

/** Has the same keys as the Dutch texts. */
export const en: Readonly<Record<keyof typeof nl, string>> = {
  'unknown-copy': 'No copy has this barcode.',
  'unknown-title': 'This title is not in the catalogue.',
  'unknown-patron': 'This card number is not known.',
  'unknown-branch': 'This branch is not known.',
  'unknown-activity': 'This activity is not known.',
  'patron-blocked': 'This card is blocked. Reserving and borrowing are not possible now.',
  'patron-has-loans': 'There are still copies on this card. Check them in first.',
  'card-in-use':
    'There are still copies on this special card. Its kind, branch and activity stay as they are until all are checked in.',
  'reservation-limit-reached':
    'This card already has the maximum of {limit, plural, one {# reservation} other {# reservations}}.',
  'reservation-closed': 'This reservation is already closed.',
  'already-reserved':
    '{kind, select, title {This title is already reserved on this card.} other {This copy is already reserved on this card.}}',
  'already-on-loan': 'This card already has this copy on loan.',
  'copy-not-reservable':
    'This copy cannot be reserved.{staff, select, yes { (reservation block 8)} other {}}',
  'own-patrons-only':
    "Only {branch}'s own patrons can reserve this copy.{staff, select, yes { (block 7, branch reservations only)} other {}}",
  'leaves-branch':
    'This copy does not travel. It can only be collected at {branch}.{staff, select, yes { (block 7, branch reservations only)} other {}}',
  'copy-loan-blocked':
    '{dated, select, yes {This copy is not lent until {until} inclusive. From {from} it is again.} other {This copy is not lent; it is for use in the library.}}',
  'copy-on-loan': 'This copy is still on loan. Check it in first.',
  'copy-on-special-card':
    '{staff, select, yes {{labelled, select, yes {This copy is on special card {label}. Check it in first.} other {This copy is on a special card. Check it in first.}}} other {This copy is set apart for an exhibition or activity for now.}}',
  'copy-reserved': 'This copy is reserved on another card.',
  'copy-missing': 'This copy is missing.',
  'copy-withdrawn': 'This copy has been withdrawn.',
  'theme-agreement':
    '{staff, select, yes {For {activity} we do not reserve copies from other branches until {until} inclusive. Ask {branch}.} other {{branch} keeps this copy until {until} inclusive, for {activity}.}}',
  'special-card-needs-copy': 'For a special card reserve a copy, not the title (bell).',
  'no-copies': 'The library has no copies of this title.',
  'no-copy-can-serve':
    '{n, plural, one {The only copy cannot be reserved on this card. See the reason at the copy.} other {None of the # copies can be reserved on this card. See the reason for each copy.}}',
  'activity-over': '{activity} ended on {until}. Choose one that is running or coming.',
  'activity-closed': '{activity} is closed already.',
  'copies-on-special-card':
    '{n, plural, one {# copy is still on a special card. Check it in first. Close anyway? Then this copy keeps its blocks.} other {# copies are still on a special card. Check them in first. Close anyway? Then these # keep their blocks.}}',
  'flag-cannot-be-kept':
    'Only a block without an end can be meant to stay. Lift this one, or check the copy in.',
  'too-many-agreements':
    'There are too many agreements at the same time, or they name too many titles. Name a collection, or close another activity first.',
  'batch-status':
    '{status, select, previewing {The batch is still being previewed. Wait for the overview.} previewed {This batch has not been run yet.} running {This batch is still running.} done {This batch has been run already.} cancelled {This batch was cancelled.} undoing {This batch is being undone already.} undone {This batch has been undone already.} other {This batch has failed.}}',
  'idempotency-key-reused': 'This Idempotency-Key has been used for another request. Choose a new one.',

  'title-refused': 'Not possible now',
  'title-invalid': 'This request does not fit',
  'title-forbidden': 'Not allowed for this card or branch',
  'title-not-found': 'Not found',
  'title-method-not-allowed': 'Not possible here',
  'title-stale': 'Changed meanwhile',
  'title-too-large': 'Too large',
  'title-unsupported-media-type': 'Unknown form',
  'title-internal': 'Something went wrong on our side',
  'title-unavailable': 'Too busy for a moment',

  'detail-invalid': 'One or more fields do not fit. Each says what is wrong with it.',
  'detail-not-json': 'The content is not valid JSON.',
  'detail-role': 'This is not possible with this sign-in.',
  'detail-other-branch':
    '{what, select, copy {This copy belongs to {branch}. Only staff of {branch} can change this.} card {This special card belongs to {branch}. Only staff of {branch} can do this.} activity {Only staff of a branch of this activity can do this.} flags {Only staff of {branch} see what asks for attention there.} rule {Only staff of {branch} set a standing rule there.} other {Only staff of {branch} can do this there.}}',
  'detail-needs-admin': 'An activity of all branches, or with an agreement, is made by an admin.',
  'detail-rule-needs-admin': 'A standing rule for all branches is set by an admin. Choose a branch.',
  'detail-batch-needs-admin':
    'A batch of more than 5,000 copies is run by an admin. The preview stays: ask an admin to look at it.',
  'detail-other-batch': 'This batch is another branch’s.',
  'detail-other-patron': 'This belongs to another card.',
  'detail-not-found':
    '{what, select, copy {No copy has this barcode.} title {This title is not in the catalogue.} patron {This card number is not known.} branch {This branch is not known.} reservation {This reservation is not known.} block {There is no such block on this copy.} job {This report is not known.} activity {This activity is not known.} flag {This is not, or no longer, something that asks for attention.} rule {This collection has no standing rule here.} batch {This batch is not known.} other {There is nothing at this address.}}',
  'detail-method-not-allowed': 'This address does not know {method}, but {allowed}.',
  'detail-stale':
    'A colleague has changed {what, select, copy {this copy} other {this}} meanwhile. See what changed and try again.',
  'detail-too-large': 'A request can be at most 1 MB.',
  'detail-unsupported-media-type': 'Send the content as application/json.',
  'detail-internal': 'It did not work. Try again; report this number if it keeps failing: {traceId}.',
  'detail-unavailable': 'It is too busy for a moment. Try again shortly. Number: {traceId}.',

  'field-in-the-past': 'This day is over. Choose today or later.',
  'field-in-the-future': 'This day is still to come. Choose today or earlier.',
  'field-before-start': 'The last day is before the first. Choose the same day or later.',
  'field-before-agreement': 'The agreement begins after this day. Choose a later last day.',
  'field-after-end': 'This day is after the last day of the activity.',
  'field-label-needs-special': 'This is possible on a special card only.',
  'field-cursor': 'This cursor does not belong to this request. Start again without one.',
  'field-unknown': 'There is no such field here.',
  'field-text': 'This text has half a character in it: part of an emoji or of a rare letter.',
  'field-control': 'This text has an invisible character in it, such as a tab or a line break. Take it out.',
  'field-one-of': 'Give exactly one of the possible fields.',
  'field-year': 'Give a year, such as 2026.',
  'field-day': 'This is no existing day. Write it as 2026-10-12.',
  'field-id': 'Only letters, digits and . _ -, at most 40.',
  'field-idempotency-key': 'An Idempotency-Key has 1 to 64 printable ASCII characters.',
  'field-no-end-date-in-batch':
    'A batch cannot set an end date. Set it per copy in the title details, or choose an activity: that has one.',
  'field-no-change': 'Say what is to change: the reservation block, the loan block, or both.',
  'field-new-copies-need-block': 'New copies can be included only where a reservation block is set.',
  'field-new-copies-need-collection': 'New copies can be included only with a collection.',

  'reason-unknown-copy': 'No copy has this barcode.',
  'reason-other-branch': 'This copy belongs to another branch.',
  'reason-left-selection': 'This copy is no longer part of the selection.',
  'reason-changed-since': 'Somebody has changed the block of this copy meanwhile.',
  'reason-activity-over': 'The activity has ended meanwhile.',
  'reason-busy': 'Somebody else kept changing this copy. Try again.',
  'reason-internal': 'Something went wrong with this copy.',
  'block-reservation': 'reservation block {code}',
  'block-loan': '{dated, select, yes {loan block until {until} inclusive} other {loan block, no end date}}',
  'field-no-end-date': 'A reservation block has no end date.',
};
