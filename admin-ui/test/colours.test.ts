import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'colours-'));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('finds colours outside the theme', () => {
    mkdirSync(join(folder, 'app'));
    mkdirSync(join(folder, 'pages'));
    writeFileSync(join(folder, 'app', 'theme.ts'), "export const accent = '#1c5fc4';\n");
    writeFileSync(join(folder, 'pages', 'Fine.tsx'), '<p color="danger">#4 of blue.</p>\n');
    writeFileSync(join(folder, 'pages', 'Page.module.css'), '.row {\n    color: #1c5fc4;\n}\n');
    writeFileSync(join(folder, 'pages', 'Shade.tsx'), '<p c="blue.6" />\n');
    const { status, stderr } = spawnSync('node', ['scripts/colours.mjs', folder], { encoding: 'utf8' });
    expect(stderr.split('\n').map((line) => line.split(' is ')[0])).toEqual([
        'pages/Page.module.css:2: #1c5fc4',
        'pages/Shade.tsx:1: blue.6',
        '',
    ]);
    expect(status).toBe(1);
});

it('finds none in the interface', () => {
    const { status, stderr } = spawnSync('node', ['scripts/colours.mjs'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
});
