import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildSite } from '../../../infra/bundle/build-site.ts';

const silent = () => undefined;
const folder = await buildSite(silent);
const assets = readdirSync(join(folder, 'assets'));

describe('the built client', () => {
  it('is a page and its assets, which have another name when they have another content', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['index.html', 'assets']));
    expect(assets.filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
  });

  it('has no script and no style in the page itself, and asks nobody else for any', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]* src="\/assets\/)|https?:/);
  });

  it('is what is meant for people, not for those who write it', () => {
    const code = assets.filter((name) => name.endsWith('.js'));
    for (const name of code)
      expect(readFileSync(join(folder, 'assets', name), 'utf8')).not.toContain('jsxDEV(');
    expect(assets.filter((name) => name.endsWith('.map'))).toEqual([]);
  });

  it('is built once for the same sources', async () => {
    const lines: string[] = [];
    expect(await buildSite((line) => void lines.push(line))).toBe(folder);
    expect(lines).toEqual([]);
  });

  it('leaves no draft behind', () => {
    expect(readdirSync(join(folder, '..')).filter((name) => name.endsWith(`.${process.pid}`))).toEqual([]);
  });
});
