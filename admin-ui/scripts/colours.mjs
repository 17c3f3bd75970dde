// Fails on colours outside the theme, where each has a role: node scripts/colours.mjs [<folder of sources>]
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const THEME = new Set(['app/theme.ts', 'styles/tokens.css', 'api/schema.ts']);
const SOURCES = /\.(tsx?|css)$/;
const HEX = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/i;
const SHADE = /\b(?:dark|gray|red|pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange|accent)[.-][0-9]\b/;

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
const faults = readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => SOURCES.test(name) && !THEME.has(name))
    .sort()
    .flatMap((name) =>
        readFileSync(join(folder, name), 'utf8')
            .split('\n')
            .map((line, index) => ({ name, number: index + 1, colour: (HEX.exec(line) ?? SHADE.exec(line))?.[0] }))
            .filter(({ colour }) => colour !== undefined),
    );
for (const { name, number, colour } of faults) {
    console.error(
        `${name}:${number}: ${colour} is a colour of its own: use a role of styles/tokens.css, such as --kw-text`,
    );
}
process.exitCode = faults.length === 0 ? 0 : 1;
