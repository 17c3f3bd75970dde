// Lists the files of the build, compresses them, and checks what the first load of each page weighs.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [dist, target] = process.argv.slice(2);
if (!dist || !target) {
    throw new Error('usage: node pack.mjs <folder of the build> <folder to write>');
}

const COMPRESSED = /\.(js|css|svg|html|txt|json)$/;
const MANIFEST = 'manifest.json';

// First load, in KB of gzip, until figures and charts are drawn: the document, a page's own script and style, and all that they import,
// also what they import while they run, such as the chart.
const LIMITS = {
    'src/routes/_app.access.tsx?tsr-split=component': 300,
    'src/routes/_app.index.tsx?tsr-split=component': 300,
    'src/routes/_app.requests.tsx?tsr-split=component': 320,
    'src/routes/_app.providers.tsx?tsr-split=component': 300,
    'src/routes/_app.tokens.index.tsx?tsr-split=component': 300,
    'src/routes/_app.tokens.new.tsx?tsr-split=component': 300,
    'src/routes/_app.tokens.$token.tsx?tsr-split=component': 300,
    'src/routes/sign-in.tsx?tsr-split=component': 250,
};
// What every page begins with.
const DOCUMENT = ['index.html', 'color-scheme.js', 'favicon.svg'];
// Loaded when a person asks for it: search, the list of shortcuts and the other pages.
const LATER = /^src\/(components\/shell\/(Commands|Shortcuts)\.tsx$|routes\/)/;

function files(folder) {
    return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? files(path) : [path];
    });
}

function pack() {
    rmSync(target, { recursive: true, force: true });
    const paths = files(dist)
        .filter((file) => relative(dist, file) !== MANIFEST)
        .sort();
    for (const file of paths) {
        const bytes = readFileSync(file);
        const out = join(target, relative(dist, file));
        mkdirSync(dirname(out), { recursive: true });
        writeFileSync(out, bytes);
        if (COMPRESSED.test(file) && !file.endsWith('index.html')) {
            const gzip = gzipSync(bytes, { level: 9 });
            const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
            if (gzip.length < bytes.length) {
                writeFileSync(`${out}.gz`, gzip);
            }
            if (brotli.length < bytes.length) {
                writeFileSync(`${out}.br`, brotli);
            }
        }
    }
    const list = paths.map((file) => `/${relative(dist, file).split(sep).join('/')}`);
    writeFileSync(join(target, 'files.txt'), `${list.join('\n')}\n`);
}

function weigh() {
    const manifest = JSON.parse(readFileSync(join(dist, MANIFEST), 'utf8'));
    const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
    const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
    const shell = Object.keys(manifest).filter((key) => key.startsWith('src/routes/_app.tsx'));
    let failed = false;
    for (const [page, limit] of Object.entries(LIMITS)) {
        if (!manifest[page]) {
            throw new Error(`the build has no ${page}; it has ${Object.keys(manifest).join(', ')}`);
        }
        const seen = new Set();
        const visit = (key) => {
            if (!seen.has(key)) {
                seen.add(key);
                const { imports = [], dynamicImports = [] } = manifest[key];
                [...imports, ...dynamicImports.filter((name) => !LATER.test(name))].forEach(visit);
            }
        };
        [entry, page, ...(page.includes('_app') ? shell : [])].forEach(visit);
        const loaded = new Set([
            ...DOCUMENT,
            ...[...seen].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]),
        ]);
        const kilobytes = [...loaded].reduce((sum, file) => sum + size(file), 0) / 1024;
        const isMet = kilobytes <= limit;
        failed ||= !isMet;
        console.log(`${page.split('?')[0]}: ${kilobytes.toFixed(0)} KB of at most ${limit}${isMet ? '' : ', MISSED'}`);
    }
    if (failed) {
        process.exit(1);
    }
}

weigh();
pack();
