import { describe, expect, it, test } from 'vitest';
import { parseOptions } from '../../local/options.ts';

describe('the options of npm start', () => {
  it('are all optional', () => {
    expect(parseOptions([])).toEqual({ port: 3000, data: '.apart', empty: false });
  });

  it('are taken over', () => {
    const args =
      '--port 0 --data /d --empty --today 2026-02-28 --admin-mail beheer@bibliotheek.example'.split(' ');
    expect(parseOptions(args)).toEqual({
      port: 0,
      data: '/d',
      empty: true,
      today: '2026-02-28',
      adminMail: 'beheer@bibliotheek.example',
    });
  });

  it('include --help', () => {
    expect(parseOptions(['--help'])).toBe('help');
  });

  test.each([
    ['--prot 1', 'There is no option --prot'],
    ['start', '"start" is not an option'],
    ['--port', '--port'],
    ['--port 80x', '--port takes a number from 0 to 65535, not "80x".'],
    ['--port 65536', '--port takes a number from 0 to 65535'],
    ['--port=-1', '--port takes a number from 0 to 65535'],
    ['--data=', '--data takes a directory'],
    ['--empty=yes', '--empty'],
    ['--today 2026-02-29', '--today takes a day such as 2026-10-12, not "2026-02-29".'],
    ['--today tomorrow', '--today takes a day'],
    ['--today 2026-2-1', '--today takes a day'],
    ['--admin-mail beheer', '--admin-mail takes a mail address, not "beheer".'],
  ])('%s is refused in one sentence', (args, sentence) => {
    const parse = (): unknown => parseOptions(args.split(' '));
    expect(parse).toThrow(sentence);
    expect(parse).toThrow(/^[^\n]+$/);
    expect(parse).toThrow(expect.objectContaining({ name: 'StartError' }));
  });
});
