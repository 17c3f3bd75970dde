// Measures the web interface as it is used: Lighthouse on two pages, signed in, and how soon a filter shows its rows.
// Prints one JSON object, on its last line.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';

const PAGES = { Overview: '/', Requests: '/requests?range=30d' };
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const RUNS = 3;
const FILTERS = ['Failed', 'Refused', 'Cancelled'];
const TIMES = 5;

const url = process.env.KEYWAY_UI_URL;

function median(numbers) {
    return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** Signs in; the cookies stay in the browser for Lighthouse. */
async function signIn(context) {
    const page = await context.newPage();
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('Login').fill('owner');
    await page.getByLabel('Password', { exact: true }).fill(process.env.KEYWAY_UI_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation').first().waitFor();
    return page;
}

/** Milliseconds from the choice of an outcome until the table shows rows of it, by the page's own clock. */
async function filterMillis(page, outcome) {
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    const option = page.getByRole('option', { name: outcome, exact: true });
    await option.waitFor();
    await page.evaluate((wanted) => {
        window.shown = new Promise((resolve) => {
            let began;
            document.addEventListener('click', () => (began = performance.now()), { capture: true, once: true });
            const look = () => {
                const first = document.querySelector('tbody tr');
                if (began !== undefined && first?.textContent.includes(wanted)) {
                    resolve(performance.now() - began);
                } else {
                    requestAnimationFrame(look);
                }
            };
            look();
        });
    }, outcome);
    await option.click();
    return page.evaluate(() => window.shown);
}

async function filters(page) {
    await page.goto(`${url}${PAGES.Requests}`);
    await page.getByRole('row').nth(1).waitFor();
    const times = [];
    for (let time = 0; time < TIMES; time++) {
        for (const outcome of FILTERS) {
            times.push(await filterMillis(page, outcome));
            await page.goto(`${url}${PAGES.Requests}`);
            await page.getByRole('row').nth(1).waitFor();
        }
    }
    return { median: Math.round(median(times)), worst: Math.round(Math.max(...times)), times: times.length };
}

async function scores(port) {
    const all = {};
    for (const [name, path] of Object.entries(PAGES)) {
        const runs = [];
        for (let run = 0; run < RUNS; run++) {
            const { lhr } = await lighthouse(
                `${url}${path}`,
                { port, onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: 'error' },
                desktopConfig,
            );
            if (lhr.runtimeError !== undefined) {
                throw new Error(`${name}: ${lhr.runtimeError.message}`);
            }
            if (!lhr.finalDisplayedUrl.includes(new URL(path, url).pathname)) {
                throw new Error(`${name} led to ${lhr.finalDisplayedUrl}`);
            }
            runs.push(lhr);
        }
        all[name] = Object.fromEntries(
            CATEGORIES.map((category) => [category, median(runs.map((run) => Math.round(run.categories[category].score * 100)))]),
        );
        all[name].largestPaintMillis = Math.round(
            median(runs.map((run) => run.audits['largest-contentful-paint'].numericValue)),
        );
    }
    return all;
}

const profile = await mkdtemp(join(tmpdir(), 'keyway-bench-ui-'));
const port = await freePort();
const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.KEYWAY_UI_CHROMIUM,
    viewport: { width: 1440, height: 900 },
    args: [
        `--remote-debugging-port=${port}`,
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
    ],
});
try {
    const page = await signIn(context);
    const filter = await filters(page);
    await page.goto('about:blank');
    console.log(JSON.stringify({ filter, scores: await scores(port) }));
} finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
}
