// Builds the web interface for the admin service: node scripts/build.mjs <folder of Maven's target>
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(process.argv[2] ?? join(home, 'target'));
const packed = join(target, 'classes', 'keyway-ui');
const api = join(home, '..', 'docs', 'openapi.json');

function run(command, ...args) {
    const { status, error } = spawnSync(command, args, { cwd: home, stdio: 'inherit' });
    if (error || status !== 0) {
        console.error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
        process.exit(1);
    }
}

function filesOf(path) {
    return statSync(path).isDirectory()
        ? readdirSync(path)
              .sort()
              .flatMap((name) => filesOf(join(path, name)))
        : [path];
}

function hashOf(...paths) {
    const hash = createHash('sha256');
    for (const file of paths.flatMap(filesOf)) {
        hash.update(file.slice(home.length)).update(readFileSync(file));
    }
    return hash.digest('hex');
}

/** Runs something unless its result is there, of the same input. */
function unlessDone(result, stamp, hash, work) {
    if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
        return;
    }
    work();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(
        `The web interface needs Node ${OLDEST_NODE.join('.')} or newer to be built; this is ${process.version}.`,
    );
    process.exit(1);
}

const modules = join(home, 'node_modules');
unlessDone(modules, join(modules, '.keyway-lock'), hashOf(join(home, 'package-lock.json')), () => {
    run('npm', 'ci', '--include=dev', '--no-audit', '--no-fund');
});

const sources = ['src', 'public', 'scripts', 'index.html', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
const generated = join(home, 'src', 'api', 'schema.ts');
unlessDone(generated, join(target, 'types.hash'), hashOf(api), () => {
    run('npx', '--no-install', 'openapi-typescript', api, '-o', generated);
});
unlessDone(
    join(packed, 'files.txt'),
    join(target, 'ui.hash'),
    hashOf(...sources.map((name) => join(home, name))),
    () => {
        run('npx', '--no-install', 'tsc', '--noEmit');
        run(
            'npx',
            '--no-install',
            'vite',
            'build',
            '--outDir',
            join(target, 'dist'),
            '--emptyOutDir',
            '--logLevel',
            'warn',
        );
        run('node', join(home, 'scripts', 'pack.mjs'), join(target, 'dist'), packed);
    },
);
