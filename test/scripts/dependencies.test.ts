import { describe, expect, it } from 'vitest';
import { whyCompatible } from '../../scripts/docs/dependencies/licences.ts';
import {
  broughtBy,
  readLock,
  readPackage,
  type Lock,
  type Locked,
} from '../../scripts/docs/dependencies/lock.ts';
import { problemsOf } from '../../scripts/docs/dependencies/problems.ts';
import { LOCAL_REASONS, REASONS } from '../../scripts/docs/dependencies/reasons.ts';

const ONE = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };
const WANTED: Locked = { dependencies: { one: '1.0.0' }, devDependencies: { tool: '2.0.0' } };
const LOCK: Lock = {
  '': WANTED,
  'node_modules/one': { ...ONE, dependencies: { two: '^3' } },
  'node_modules/one/node_modules/two': { ...ONE, peerDependencies: { three: '*' } },
  'node_modules/two': { ...ONE, license: 'GPL-3.0-only', dev: true },
  'node_modules/three': ONE,
  'node_modules/tool': { ...ONE, version: '2.0.0', license: 'GPL-3.0-only', dev: true },
  'node_modules/tool/node_modules/inner': { license: 'MIT', inBundle: true },
};
const REASONED = { deployed: { one: 'It is needed.' }, local: {} };

const problems = (wanted: Locked = {}, lock: Lock = {}, reasons = REASONED): readonly string[] =>
  problemsOf({ ...WANTED, ...wanted }, { ...LOCK, ...lock }, reasons);

describe('dependencies', () => {
  it('are as they should be', () => {
    expect(problemsOf(readPackage(), readLock(), { deployed: REASONS, local: LOCAL_REASONS })).toEqual([]);
    expect(problems()).toEqual([]);
  });

  it.each([
    ['a range', problems({ dependencies: { one: '^1.0.0' } }), 'one has no exact version: ^1.0.0.'],
    ['a tag', problems({ devDependencies: { tool: 'latest' } }), 'tool has no exact version: latest.'],
    [
      'another version than is locked',
      problems({ dependencies: { one: '1.0.1' } }),
      'one is 1.0.0 in the lock',
    ],
    [
      'one that is not locked',
      problems({ devDependencies: { tool: '2.0.0', new: '1.0.0' } }),
      'new is absent',
    ],
    ['one that is locked only', problems({ devDependencies: {} }), 'tool is in the lock file only'],
    ['no hash', problems({}, { 'node_modules/three': { license: 'MIT' } }), 'node_modules/three has no hash'],
    [
      'a place to fetch it from',
      problems({}, { 'node_modules/tool': { ...ONE, version: '2.0.0', resolved: 'http://127.0.0.1/t.tgz' } }),
      'node_modules/tool is locked to the place',
    ],
    [
      'a copyleft licence deep in what is deployed',
      problems({}, { 'node_modules/three': { ...ONE, license: 'GPL-3.0-only' } }),
      'three has the licence GPL-3.0-only',
    ],
    ['no licence', problems({}, { 'node_modules/three': { integrity: 'x' } }), 'three has the licence none'],
    ['no reason', problems({}, {}, { deployed: {} as never, local: {} }), 'one has no reason'],
    [
      'a reason too many',
      problems({}, {}, { deployed: { ...REASONED.deployed, ...{ gone: 'x' } }, local: {} }),
      'gone has a reason',
    ],
  ])('are told of %s', (_, found, sentence) => {
    expect(found.join('\n')).toContain(sentence);
  });

  it('bring what they ask for, as Node finds it', () => {
    expect([...broughtBy(LOCK, 'node_modules/one')]).toEqual([
      'node_modules/one/node_modules/two',
      'node_modules/three',
    ]);
  });

  it.each([
    ['(MIT OR GPL-3.0-or-later)', 'MIT is chosen: permissive; its notice stays'],
    ['MIT AND GPL-3.0-only', undefined],
    ['SEE LICENSE IN LICENSE', undefined],
  ])('under %s are judged by it', (licence, why) => {
    expect(whyCompatible(licence)).toBe(why);
  });
});
