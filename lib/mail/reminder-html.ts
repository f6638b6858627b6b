import { markup, type Markup } from './markup.ts';
import type { CopyView, GroupView, Link, ReminderView } from './reminder-view.ts';

// Mail clients drop style sheets, so every style is inline. All colours are readable on all
// backgrounds in this mail.
const INK = '#1f2a30';
const QUIET = '#4d5b63';
const ACCENT = '#0a5a66';
const LINE = '#dce3e2';
const FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const WRAP = 'overflow-wrap:anywhere;word-break:break-word';

const STYLE = {
  page: `background:#edf1f0;${FONT};color:${INK}`,
  sheet: `width:100%;max-width:640px;table-layout:fixed;background:#ffffff;border-top:4px solid ${ACCENT};border-radius:4px`,
  full: 'width:100%;table-layout:fixed',
  cell: `${FONT};${WRAP};font-size:15px;line-height:22px;color:${INK}`,
  brand: `margin:0 0 12px;font-size:14px;line-height:20px;font-weight:bold;letter-spacing:1px;color:${ACCENT}`,
  fact: `margin:0 0 8px;font-size:24px;line-height:31px;font-weight:bold;color:${INK}`,
  words: 'margin:0',
  name: `margin:0;font-size:18px;line-height:25px;font-weight:bold;color:${INK}`,
  note: `margin:2px 0 0;font-size:14px;line-height:20px;color:${QUIET}`,
  links: 'margin:6px 0 0;font-size:14px;line-height:20px',
  link: `color:${ACCENT};text-decoration:underline`,
  title: `color:${ACCENT};font-weight:bold;text-decoration:none`,
  quiet: `font-size:14px;line-height:20px;color:${QUIET}`,
  flag: 'margin-top:5px;font-size:14px;line-height:24px',
  chip: 'display:inline-block;padding:0 7px;background:#fdf0d8;color:#623d00;border-radius:4px',
  since: `display:inline-block;color:${QUIET}`,
  closing: `margin:0 0 4px;font-size:13px;line-height:19px;color:${QUIET}`,
};

const table = (style: string, rows: Markup | readonly Markup[]): Markup =>
  markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="${style}">${rows}</table>`;

const row = (style: string, content: Markup | readonly Markup[]): Markup =>
  markup`<tr><td style="${STYLE.cell};${style}">${content}</td></tr>\n`;

const anchor = ({ label, url }: Link, style: string): Markup =>
  markup`<a href="${url}" style="${style}">${label}</a>`;

const linkLine = (link: Link | undefined): Markup =>
  link ? markup`<p style="${STYLE.links}">${anchor(link, STYLE.link)}</p>` : markup``;

const copyHtml = ({ link, place, flags }: CopyView, index: number): Markup =>
  row(index === 0 ? 'padding:12px 0' : `padding:12px 0;border-top:1px solid ${LINE}`, [
    markup`${anchor(link, STYLE.title)}<div style="${STYLE.quiet}">${place.join(' · ')}</div>`,
    ...flags.map(
      ({ what, since }) =>
        markup`<div style="${STYLE.flag}"><span style="${STYLE.chip}">${what}</span> <span style="${STYLE.since}">${since}</span></div>`,
    ),
  ]);

const groupHead = ({ name, note, link }: GroupView): Markup =>
  row(`padding:12px 16px;background:#f3f7f6;border-left:4px solid ${ACCENT}`, [
    markup`<h2 style="${STYLE.name}">${name}</h2>`,
    note === undefined ? markup`` : markup`<p style="${STYLE.note}">${note}</p>`,
    linkLine(link),
  ]);

const groupHtml = (group: GroupView): Markup =>
  row('padding:20px 24px 8px', [
    table(STYLE.full, [groupHead(group), ...group.copies.map(copyHtml)]),
    linkLine(group.more),
  ]);

const head = (subject: string): Markup =>
  markup`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="supported-color-schemes" content="light">
<title>${subject}</title>
</head>`;

const sheet = ({ fact, action, groups, closing }: ReminderView): Markup =>
  table(STYLE.sheet, [
    row(
      'padding:24px 24px 0',
      markup`<p style="${STYLE.brand}">Apart</p><h1 style="${STYLE.fact}">${fact}</h1><p style="${STYLE.words}">${action}</p>`,
    ),
    ...groups.map(groupHtml),
    row(
      `padding:16px 24px 20px;border-top:1px solid ${LINE}`,
      closing.map((line) => markup`<p style="${STYLE.closing}">${line}</p>`),
    ),
  ]);

/**
 * A reminder as an HTML page that looks the same in mail clients and browsers. It loads nothing.
 */
export const reminderHtml = (view: ReminderView): string => {
  const page = table(
    STYLE.page,
    markup`<tr><td align="center" style="padding:24px 12px">${sheet(view)}</td></tr>`,
  );
  return markup`<!doctype html>
<html lang="nl">
${head(view.subject)}
<body style="margin:0;padding:0;${STYLE.page}">${page}</body>
</html>
`.html;
};
