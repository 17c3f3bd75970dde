import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, report } from './fleet.mjs';
import { press } from './keyboard.mjs';
import { shipCalls } from './ship.mjs';
import { callApi, changeFirstPassword, launch, requireAccessible, signIn, withPage } from './stage.mjs';

const owner = { login: 'owner', password: 'a much better password' };
const auditor = { login: 'audrey@example.com', password: 'another good password' };
const member = { login: 'ben@example.com', password: 'a third good password' };

let browser;
/** Credential of the gateway. */
let secret;

before(async () => {
    browser = await launch();
    await withPage(browser, {}, (page) => changeFirstPassword(page, owner.password));
});

after(() => browser.close());

async function openOverview(page, who = owner, path = '/') {
    await signIn(page, who, path);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** The step of setting up. */
function step(page, name) {
    return page.getByRole('listitem').filter({ hasText: name });
}

test('where nothing runs yet, steps lead to the first call and tick themselves off', async () => {
    await withPage(browser, {}, async (page) => {
        await openOverview(page);
        await page.getByRole('heading', { name: 'First steps' }).waitFor();
        await step(page, 'Make the first call').getByText('Open', { exact: true }).waitFor();
        await requireAccessible(page, 'first steps');
        await page.getByRole('link', { name: 'Add a provider' }).click();
        await page.getByRole('heading', { name: 'Key pools' }).waitFor();
        await callApi(page, 'POST', '/api/v1/providers', { slug: 'house', baseUrl: 'https://8.8.8.8/v1' });
        await page.keyboard.press('g');
        await page.keyboard.press('o');
        await step(page, 'Add a provider').getByText('Done').waitFor();
        const key = await callApi(page, 'POST', '/api/v1/providers/house/keys', {
            name: 'first',
            secret: 'sk-first-of-all-keys-of-the-house-0001',
        });
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Newsroom' });
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams', { name: 'Research' });
        const { id } = await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams/Research/tokens', { name: 'chat' });
        await step(page, 'Issue a token').getByText('Done').waitFor();
        assert.equal(await page.getByText('Done', { exact: true }).count(), 4);
        const token = await callApi(page, 'GET', `/api/v1/tokens/${id}`);
        ({ secret } = await callApi(page, 'POST', '/api/v1/gateways', { name: 'g-1' }));
        await connect(secret);
        await report(secret, [{ keyId: key.id, state: 'READY' }]);
        await shipCalls(secret, token, [
            ...Array.from({ length: 40 }, () => ({ model: 'fast' })),
            { model: 'slow', failed: { status: 429, failure: 'RATE_SHORT', next: 'next_key', durationMillis: 412 } },
        ]);
        await page.getByText('All is well: 1 pool is ready, 1 gateway is connected').waitFor();
    });
});

test('figures, a chart with its table, and the first of teams, models and keys', async () => {
    await withPage(browser, {}, async (page) => {
        await openOverview(page);
        await page.getByRole('region', { name: 'Requests', exact: true }).getByText('41').waitFor();
        await page.getByRole('region', { name: 'Error share' }).getByText('0 %').waitFor();
        await page
            .getByRole('img', { name: /^Requests and errors by origin/ })
            .locator('canvas')
            .first()
            .waitFor();
        await page
            .getByRole('list', { name: /Teams by spend/ })
            .getByText('Research')
            .waitFor();
        await page
            .getByRole('list', { name: /Models by spend/ })
            .getByText('fast')
            .waitFor();
        await requireAccessible(page, 'overview');
        await page.getByRole('button', { name: 'As table' }).press('Enter');
        await page.getByRole('cell', { name: '41' }).waitFor();
        await requireAccessible(page, 'chart as a table');
        await press(page, page.getByTitle('Show this time alone').first());
        await page.waitForURL(/from=.*&to=/);
        await press(page, page.getByRole('button', { name: /Show the last 24 hours$/ }), { back: true });
        await page.waitForURL((address) => !address.search.includes('from='));
        await page.getByText('7 days').click();
        await page.waitForURL(/range=7d/);
        await page.getByText('Last 7 days').waitFor({ state: 'attached' });
        await page.reload();
        await page.getByRole('radio', { name: '7 days' }).waitFor({ state: 'attached' });
        assert.equal(await page.getByRole('radio', { name: '7 days' }).isChecked(), true);
    });
});

test('a part of the chart is marked, stays in the address, and is left again', async () => {
    await withPage(browser, {}, async (page) => {
        await openOverview(page);
        const plot = page.locator('.u-over').first();
        await plot.waitFor();
        const { x, y, width, height } = await plot.boundingBox();
        await page.mouse.move(x + width * 0.5, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + width * 0.6, y + height / 2);
        await page.mouse.move(x + width * 0.99, y + height / 2);
        await page.mouse.up();
        await page.waitForURL(/from=.*&to=/);
        await page.getByRole('button', { name: /Show the last 24 hours$/ }).waitFor();
        await page.getByRole('region', { name: 'Requests', exact: true }).getByText('41').waitFor();
        await requireAccessible(page, 'a part of the chart');
        await page.reload();
        await page.getByRole('button', { name: /Show the last 24 hours$/ }).press('Enter');
        await page.waitForURL((address) => !address.search.includes('from='));
        await page.getByText('Last 24 hours').waitFor({ state: 'attached' });
    });
});

test('what needs attention comes first, and each part leads to where it is mended', async () => {
    await withPage(browser, {}, async (page) => {
        await openOverview(page);
        const { items } = await callApi(page, 'GET', '/api/v1/providers/house/keys');
        await report(secret, [{ keyId: items[0].id, state: 'LOCKED', reason: 'quota_hard' }]);
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams/Research/budgets', {
            period: 'MONTH',
            amount: '0.0002',
        });
        await page.reload();
        await page.getByRole('link', { name: '1 of 1 pool degraded' }).waitFor();
        await page.getByText('Newsroom › Research').waitFor();
        await page.getByText(/^8\d % of \$0.0002 a month spent; when it is spent, calls are refused$/).waitFor();
        await requireAccessible(page, 'what needs attention');
        await page.getByRole('link', { name: /^1 budget at 8\d %$/ }).click();
        await page.getByRole('heading', { name: 'Research' }).waitFor();
        await page.getByRole('tab', { name: 'Limits & budgets', selected: true }).waitFor();
        await page.goto('/');
        await page.getByRole('link', { name: 'See the keys of house' }).press('Enter');
        await page.getByText('account without money').waitFor();
    });
});

test('a tenant and a team have their own sentence, budgets and lists', async () => {
    await withPage(browser, {}, async (page) => {
        await openOverview(page, owner, '/?tenant=Newsroom');
        await page.getByRole('link', { name: /^1 budget at 8\d %$/ }).waitFor();
        assert.equal(await page.getByText(/degraded/).count(), 0);
        await page
            .getByRole('list', { name: /Tokens by spend/ })
            .getByText('chat')
            .waitFor();
        await requireAccessible(page, 'overview of a tenant');
        await page.goto('/?tenant=Newsroom&team=Research');
        await page.getByRole('link', { name: 'See the budget of Newsroom › Research' }).waitFor();
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Archive' });
        await page.goto('/?tenant=Archive');
        await page.getByText('All is well in Archive: no budget is nearly spent').waitFor();
        await page.goto('/?tenant=Nobody');
        await page.getByRole('main').getByRole('alert').waitFor();
    });
});

test('an auditor begins here too, and a member under My access', async () => {
    await withPage(browser, {}, async (page) => {
        await openOverview(page);
        await callApi(page, 'POST', '/api/v1/users', { ...auditor, name: 'audrey' });
        await callApi(page, 'POST', `/api/v1/users/${auditor.login}/grants`, { role: 'AUDITOR' });
        await callApi(page, 'POST', '/api/v1/users', { ...member, name: 'ben' });
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams/Research/members', {
            login: member.login,
            role: 'MEMBER',
        });
    });
    await withPage(browser, {}, (page) => openOverview(page, auditor));
    await withPage(browser, {}, async (page) => {
        await signIn(page, member);
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        assert.equal(await page.getByRole('link', { name: 'Overview' }).count(), 0);
    });
});

test('an overview that cannot be loaded says what to do', async () => {
    await withPage(browser, {}, async (page) => {
        await page.route('**/api/v1/overview*', (route) =>
            route.fulfill({
                status: 409,
                contentType: 'application/problem+json',
                body: JSON.stringify({
                    code: 'conflict',
                    detail: 'The list is being moved.',
                    requestId: 'r-4711',
                    errors: [],
                }),
            }),
        );
        await openOverview(page);
        await page.getByText('The list is being moved.').waitFor();
        await requireAccessible(page, 'failed overview');
        await page.unroute('**/api/v1/overview*');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('region', { name: 'Error share' }).waitFor();
    });
});
