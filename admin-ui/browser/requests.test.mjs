import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shipCalls } from './ship.mjs';
import { callApi, changeFirstPassword, launch, requireAccessible, signIn, withPage } from './stage.mjs';

const LONG = 'a-model-whose-name-has-sixty-characters-as-the-longest-have';
const owner = { login: 'owner', password: 'a much better password' };

let browser;

before(async () => {
    browser = await launch();
    await withPage(browser, {}, (page) => changeFirstPassword(page, owner.password));
});

after(() => browser.close());

async function openRequests(page, path = '/requests') {
    await signIn(page, owner, path);
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
}

test('where nothing was called yet, the page says when something appears', async () => {
    await withPage(browser, {}, async (page) => {
        await openRequests(page);
        await page.getByText('No request in this time').waitFor();
        await requireAccessible(page, 'no requests');
    });
});

test('requests are listed, filtered and opened in the address', async () => {
    await withPage(browser, {}, async (page) => {
        await openRequests(page);
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Newsroom' });
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams', { name: 'Research' });
        const { id } = await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams/Research/tokens', { name: 'chat' });
        const token = await callApi(page, 'GET', `/api/v1/tokens/${id}`);
        await callApi(page, 'POST', '/api/v1/providers', { slug: 'house', baseUrl: 'https://api.example.com/v1' });
        await callApi(page, 'POST', '/api/v1/providers/house/models', { name: 'slow' });
        const gateway = await callApi(page, 'POST', '/api/v1/gateways', { name: 'g-1' });
        await shipCalls(gateway.secret, token, [
            { model: 'fast' },
            {
                model: 'slow',
                asked: 'house/slow',
                failed: { status: 429, failure: 'RATE_SHORT', next: 'next_key', durationMillis: 412 },
            },
            ...Array.from({ length: 55 }, () => ({ model: 'batch' })),
        ]);
        await page.reload();
        await page.getByRole('cell', { name: 'batch' }).first().waitFor();
        await requireAccessible(page, 'requests');
        await page.getByRole('button', { name: 'Next' }).click();
        await page.getByRole('cell', { name: 'fast' }).waitFor();
        await page.goBack();
        await page.getByRole('combobox', { name: 'Model asked for' }).fill('sl');
        await page.getByRole('option', { name: 'house/slow' }).waitFor();
        await requireAccessible(page, 'names of models');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.waitForURL(/model=house%2Fslow/);
        await page.getByRole('cell', { name: 'slow' }).waitFor();
        await page.getByRole('cell', { name: '12 → 5', exact: true }).first().waitFor();
        await page.getByRole('cell', { name: 'batch' }).first().waitFor({ state: 'hidden' });
        await page.getByRole('row').nth(1).getByRole('button').click();
        const drawer = page.getByRole('dialog', { name: 'Request' });
        await drawer
            .getByText('Served by slow at openai after 1 failed attempt (429, rate limit); 412 ms lost.')
            .waitFor();
        await drawer.getByText('moved on to the next key').waitFor();
        await requireAccessible(page, 'a request');
        assert.match(page.url(), /open=[0-9a-f-]{36}/);
        await page.goBack();
        await drawer.waitFor({ state: 'hidden' });
        assert.match(page.url(), /model=house%2Fslow$/);
        await page.goForward();
        await drawer.waitFor();
        await page.reload();
        await drawer.waitFor();
        await page.keyboard.press('Escape');
        await drawer.waitFor({ state: 'hidden' });
        assert.match(page.url(), /model=house%2Fslow$/);
    });
});

test('J and K go from one request to the next, and a token has its requests', async () => {
    await withPage(browser, {}, async (page) => {
        await openRequests(page, '/requests?model=batch&tenant=Newsroom');
        await page.getByRole('row').nth(1).getByRole('button').click();
        const drawer = page.getByRole('dialog', { name: 'Request' });
        await drawer.getByText('Served by batch at openai.').waitFor();
        const first = page.url();
        await page.keyboard.press('j');
        await page.waitForURL((address) => address.href !== first);
        await page.keyboard.press('k');
        await page.waitForURL(first);
        await drawer.getByRole('link', { name: 'Research › chat' }).click();
        await page.getByRole('heading', { name: 'chat' }).waitFor();
        await page.getByRole('definition').getByRole('link').first().click();
        await page.getByRole('button', { name: 'Show all tokens' }).click();
        await page.getByRole('button', { name: 'Show all tokens' }).waitFor({ state: 'hidden' });
    });
});

/**
 * Requests of the API that a page makes, in rounds: those of a round are answered together, once the page waits for nothing else. What it asks
 * for again (it polls) is not counted.
 */
async function roundsOf(page, path) {
    const rounds = [];
    const known = new Set();
    const loading = new Set();
    let held = [];
    let changes = 0;
    const begin = (request) => {
        changes++;
        if (!isApi(request)) {
            loading.add(request);
        }
    };
    const end = (request) => {
        changes++;
        loading.delete(request);
    };
    const hold = async (route) => {
        const request = route.request();
        if (known.has(request.url())) {
            await route.continue();
            return;
        }
        known.add(request.url());
        held.push(route);
    };
    const rest = async () => {
        for (let before = -1; before !== changes || loading.size > 0; ) {
            before = changes;
            await page.waitForTimeout(150);
            await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
        }
    };
    // What the page before still asks for is not counted.
    await page.goto('about:blank');
    page.on('request', begin);
    page.on('requestfinished', end);
    page.on('requestfailed', end);
    await page.route('**/api/**', hold);
    await page.goto(path);
    for (await rest(); held.length > 0; await rest()) {
        const round = held;
        held = [];
        rounds.push(round.map((route) => new URL(route.request().url()).pathname));
        await Promise.all(round.map((route) => route.continue()));
        await Promise.all(round.map(async (route) => (await route.request().response())?.finished()));
    }
    await page.unroute('**/api/**', hold);
    page.off('request', begin);
    page.off('requestfinished', end);
    page.off('requestfailed', end);
    return rounds;
}

function isApi(request) {
    return new URL(request.url()).pathname.startsWith('/api/');
}

test('no page asks more than twice in a row', async () => {
    await withPage(browser, {}, async (page) => {
        await openRequests(page);
        const { items } = await callApi(page, 'GET', '/api/v1/tokens');
        for (const path of [
            '/',
            '/?tenant=Newsroom',
            '/requests',
            '/requests?tenant=Newsroom&team=Research',
            '/providers',
            '/tokens',
            '/tokens?tenant=Newsroom&team=Research',
            '/tokens?tenant=Newsroom&team=Research&tab=limits',
            '/tokens/new',
            '/tokens/new?tenant=Newsroom&team=Research',
            `/tokens/${items[0].id}`,
            '/access',
        ]) {
            const rounds = await roundsOf(page, path);
            assert.ok(
                rounds.length <= 2 && rounds.flat().length > 2,
                `${path}: ${rounds.map((round) => round.join(', ')).join(', then ')}`,
            );
        }
    });
});

test('what is unknown or cannot be loaded says so', async () => {
    await withPage(browser, {}, async (page) => {
        await openRequests(page, '/requests?open=0199b2c4-5a3e-7c11-8d4f-2b6e9a1c0d57');
        await page.getByRole('dialog').getByRole('alert').waitFor();
        await page.keyboard.press('Escape');
        await page.goto('/requests?status=x&tenant=Nobody');
        await page.getByRole('main').getByRole('alert').waitFor();
        await requireAccessible(page, 'requests of an unknown scope');
    });
});

test('a statement prints on A4, its head repeated and nothing cut', async () => {
    await withPage(browser, { viewport: { width: 794, height: 1123 } }, async (page) => {
        await openRequests(page);
        const { items } = await callApi(page, 'GET', '/api/v1/usage/requests');
        const month = items[0].at.slice(0, 7);
        await page.emulateMedia({ media: 'print' });
        await page.goto(`/api/v1/statements/Newsroom/${month}/page`);
        await page.getByText('Newsroom').first().waitFor();
        await page.getByText('Research').first().waitFor();
        const layout = await page.evaluate(() => ({
            wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            heads: [...document.querySelectorAll('thead')].map((head) => getComputedStyle(head).display),
            background: getComputedStyle(document.body).backgroundColor,
            cut: [...document.querySelectorAll('th, td')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
                .length,
        }));
        assert.ok(layout.wider <= 0, `the page is ${layout.wider} px wider than the paper`);
        assert.ok(layout.heads.length > 0 && layout.heads.every((display) => display === 'table-header-group'));
        assert.match(layout.background, /^rgba?\((0, 0, 0, 0|255, 255, 255)\)$/);
        assert.equal(layout.cut, 0, 'no cell is cut');
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
        assert.ok(pdf.startsWith('%PDF-'));
        assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, 'a short statement is one page');
        await requireAccessible(page, 'a statement');
    });
});

test('on a narrow screen, rows have attempts and tokens, and nothing is cut but names', async () => {
    await withPage(browser, { viewport: { width: 1024, height: 768 } }, async (page) => {
        await openRequests(page);
        const { items } = await callApi(page, 'GET', '/api/v1/tokens');
        const gateway = await callApi(page, 'POST', '/api/v1/gateways', { name: 'g-3' });
        const failed = { outcome: 'FAILED', status: 502, errorOrigin: 'provider', errorCode: 'upstream_error' };
        const day = 86_400_000;
        await shipCalls(gateway.secret, items[0], [
            { model: LONG, ago: 3 * day },
            { model: LONG, ago: 2 * day, change: { ...failed, answeredBy: null } },
            { model: LONG, change: { durationMillis: 3_599_000 } },
        ]);
        await page.goto(`/requests?range=7d&model=${encodeURIComponent(LONG)}`);
        await page.getByRole('region', { name: 'Requests' }).getByText('Provider').waitFor();
        assert.equal(await page.getByRole('row').count(), 4);
        for (const name of ['Attempts', 'In → out', 'Cost']) {
            await page.getByRole('columnheader', { name }).waitFor();
        }
        const layout = await page.getByRole('region', { name: 'Requests' }).evaluate((region) => ({
            wider: region.scrollWidth - region.clientWidth,
            cut: [...region.querySelectorAll('th, td')]
                .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
                .map((cell) => cell.textContent),
        }));
        assert.ok(layout.wider <= 0, `the table is ${layout.wider} px wider than its place`);
        assert.deepEqual([...new Set(layout.cut)], [LONG]);
    });
});

test('ten thousand requests are gone through page by page, and the page does not grow', async () => {
    await withPage(browser, {}, async (page) => {
        await openRequests(page);
        const { items } = await callApi(page, 'GET', '/api/v1/tokens');
        const gateway = await callApi(page, 'POST', '/api/v1/gateways', { name: 'g-2' });
        for (let batch = 0; batch < 10; batch++) {
            await shipCalls(
                gateway.secret,
                items[0],
                Array.from({ length: 1000 }, () => ({ model: 'many' })),
            );
        }
        await page.goto('/requests?model=many');
        const table = page.getByRole('table');
        await table.waitFor();
        assert.equal(await table.getAttribute('aria-rowcount'), '-1');
        const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
        const first = { rows: await page.getByRole('row').count(), elements: await elements() };
        assert.equal(first.rows, 51);
        for (let turn = 0; turn < 12; turn++) {
            const before = await page.locator('tbody time').first().getAttribute('datetime');
            await page.getByRole('button', { name: 'Next' }).click();
            await page.waitForFunction((was) => document.querySelector('tbody time')?.dateTime !== was, before);
        }
        assert.equal(await page.getByRole('row').count(), first.rows);
        // Buttons that lead back are all that has come.
        assert.ok((await elements()) < first.elements + 50, `${await elements()} elements, ${first.elements} at first`);
    });
});
