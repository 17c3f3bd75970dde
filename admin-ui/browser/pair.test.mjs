// With a gateway that serves: what is set here takes effect there, and what happens there is shown here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { callApi, launch, owner, requireAccessible, signIn, withPage } from './stage.mjs';

const gateway = process.env.KEYWAY_UI_GATEWAY.replace(/\/+$/, '');
const TEAM = '/tokens?tenant=Newsroom&team=Research';
const PATIENCE_MILLIS = 60_000;
const STEP_MILLIS = 200;

let browser;
let secret;

before(async () => {
    browser = await launch();
});

after(() => browser.close());

/** Calls the gateway as an application does. */
async function chat(model) {
    const response = await fetch(`${gateway}/v1/chat/completions`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ model, max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] }),
    });
    return { status: response.status, body: await response.text() };
}

/** Calls until the gateway serves, or refuses with this error code: it has what was set within seconds. */
async function untilAnswered(model, code) {
    const isMeant = ({ status, body }) => (code === undefined ? status === 200 : body.includes(`"code":"${code}"`));
    const end = Date.now() + PATIENCE_MILLIS;
    let answer = await chat(model);
    while (!isMeant(answer) && Date.now() < end) {
        await pause(STEP_MILLIS);
        answer = await chat(model);
    }
    assert.ok(isMeant(answer), `${answer.status} ${answer.body}`);
}

async function open(page, path) {
    await signIn(page, owner, path);
    await page.getByRole('navigation').first().waitFor();
}

test('a token that was issued here calls, and the page turns green', async () => {
    await withPage(browser, {}, async (page) => {
        await open(page, '/tokens');
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Newsroom' });
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams', { name: 'Research' });
        await page.goto('/tokens/new?tenant=Newsroom&team=Research');
        await page.getByLabel('Name', { exact: true }).fill('chat backend');
        await page.getByRole('button', { name: 'Issue the token' }).click();
        await page.getByText('Waiting for the first call…').waitFor();
        secret = await page.getByText(/^kwy_/).first().textContent();
        await untilAnswered('fake/quick');
        await page.getByText(/^The first call arrived: .*quick, 200/).waitFor({ timeout: PATIENCE_MILLIS });
    });
});

test('a request that the gateway took to another key says so', async () => {
    await withPage(browser, {}, async (page) => {
        await untilAnswered('fake/busy');
        await open(page, '/requests?model=fake%2Fbusy');
        await page.getByRole('cell', { name: /busy/ }).first().waitFor({ timeout: PATIENCE_MILLIS });
        await page.getByRole('row').nth(1).getByRole('button').click();
        const drawer = page.getByRole('dialog', { name: 'Request' });
        await drawer.getByText(/^Served by key .+ of fake after 1 failed attempt \(429, rate limit\)/).waitFor();
        await requireAccessible(page, 'a request with two attempts');
    });
});

test('a budget that was set here refuses there, and the refusal is shown here', async () => {
    await withPage(browser, {}, async (page) => {
        await open(page, `${TEAM}&tab=limits`);
        await page.getByRole('button', { name: 'Add a budget' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Dollars per window').fill('0.20');
        await dialog.getByRole('button', { name: 'Add a budget' }).click();
        await dialog.waitFor({ state: 'hidden' });
        await untilAnswered('fake/costly', 'insufficient_quota');
        await page.goto('/requests?outcome=REFUSED');
        await page
            .getByRole('cell', { name: /costly/ })
            .first()
            .waitFor({ timeout: PATIENCE_MILLIS });
        await page.getByRole('row').nth(1).getByRole('button').click();
        const drawer = page.getByRole('dialog', { name: 'Request' });
        await drawer.getByText(/a budget is spent. The team had used \$0.\d+ of \$0.20/).waitFor();
        await page.goto(`${TEAM}&tab=limits`);
        await page.getByRole('meter', { name: 'Team · Month' }).waitFor();
        await page.getByText('of $0.20').waitFor();
    });
});

test('a token that is blocked here is refused there', async () => {
    await withPage(browser, {}, async (page) => {
        await open(page, TEAM);
        await page.getByRole('link', { name: /refusals? of chat backend$/ }).click();
        await page
            .getByRole('cell', { name: /costly/ })
            .first()
            .waitFor();
        await page.goBack();
        await page.getByRole('link', { name: 'chat backend', exact: true }).click();
        await page.getByRole('button', { name: 'Block', exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
        await page.getByText('The token is blocked.').waitFor();
        await untilAnswered('fake/quick', 'blocked_token');
    });
});
