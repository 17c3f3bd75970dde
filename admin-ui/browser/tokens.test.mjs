import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { awaitFocus, press, tabTo, type } from './keyboard.mjs';
import { shipCalls } from './ship.mjs';
import { callApi, changeFirstPassword, launch, requireAccessible, signIn, withPage } from './stage.mjs';

const LONG = 'Nightly reconciliation of invoices for the finance newsroom';
const owner = { login: 'owner', password: 'a much better password' };

let browser;

before(async () => {
    browser = await launch();
    await withPage(browser, {}, (page) => changeFirstPassword(page, owner.password));
});

after(() => browser.close());

async function openTokens(page, who = owner, path = '/tokens') {
    await signIn(page, who, path);
    await page.getByRole('tab', { name: 'Tokens' }).waitFor();
}

async function chooseScope(page, name) {
    await page.getByRole('button', { name: /^Scope: / }).click();
    await page.getByPlaceholder('Find a tenant or team').fill(name);
    await page.getByRole('option', { name, exact: true }).click();
}

test('from an empty installation to a tenant with a team, each with its next step', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page);
        await page.getByText('There is no token yet').waitFor();
        await page.getByRole('tab', { name: 'Tenants' }).click();
        await page.getByText('There is no tenant yet').waitFor();
        await requireAccessible(page, 'no tenants');
        await page.getByRole('button', { name: 'New tenant' }).click();
        const dialog = page.getByRole('dialog', { name: 'New tenant' });
        await dialog.getByLabel('Name').fill('Newsroom');
        await dialog.getByLabel('Time zone').fill('Nowhere/At all');
        await page.keyboard.press('Enter');
        await dialog.getByText(/zone/i).nth(1).waitFor();
        await dialog.getByLabel('Time zone').fill('Europe/Berlin');
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('link', { name: 'Newsroom' }).click();
        await page.getByText('This tenant has no team yet').waitFor();
        for (const name of ['Research', 'Archive', LONG]) {
            await page.getByRole('button', { name: 'New team' }).click();
            await page.getByRole('dialog').getByLabel('Name').fill(name);
            await page.keyboard.press('Enter');
            await page.getByRole('dialog').waitFor({ state: 'hidden' });
        }
        await page.getByRole('link', { name: LONG }).waitFor();
        await requireAccessible(page, 'teams');
    });
});

test('the scope is in the address, and goes along from page to page', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page);
        await page.getByRole('button', { name: 'Scope: Installation' }).click();
        await page.getByRole('option', { name: 'Newsroom' }).waitFor();
        await requireAccessible(page, 'scope switcher');
        await page.keyboard.press('Escape');
        await chooseScope(page, 'Newsroom');
        await page.getByRole('heading', { name: 'Newsroom' }).waitFor();
        await chooseScope(page, 'Research');
        await page.getByRole('heading', { name: 'Research' }).waitFor();
        assert.match(page.url(), /tenant=[0-9a-f-]{36}&team=[0-9a-f-]{36}/);
        await page.getByRole('link', { name: 'My access' }).click();
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        assert.match(page.url(), /access\?tenant=.*&team=/);
        await page.reload();
        await page.getByRole('button', { name: /^Scope:\s+Newsroom\s+›\s+Research$/ }).waitFor();
        await page.goBack();
        await page.getByRole('heading', { name: 'Research' }).waitFor();
        await page.goBack();
        await page.getByRole('heading', { name: 'Newsroom' }).waitFor();
        await page.goto('/tokens?tenant=Newsroom&team=Research');
        await page.getByRole('heading', { name: 'Research' }).waitFor();
        await page.goto('/tokens?tenant=Nobody');
        await page.getByRole('alert').waitFor();
        await page.getByRole('button', { name: 'Scope: Unknown scope' }).waitFor();
    });
});

test('a token is issued by keyboard alone, shown once, and its first call turns the page green', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&team=Research');
        await press(page, page.getByRole('link', { name: 'Issue a token' }).first());
        await page.getByRole('heading', { name: 'Issue a token' }).waitFor();
        await page.getByText('No budget.').waitFor();
        await requireAccessible(page, 'issue a token');
        await awaitFocus(page, page.getByLabel('Name', { exact: true }));
        await page.keyboard.type('chat backend');
        await type(page, page.getByLabel('Models').first(), 'fast');
        await page.keyboard.press('Enter');
        await page.getByText('Of these, by the token: Models: fast.').waitFor();
        await press(page, page.getByRole('button', { name: /^More/ }));
        await type(page, page.getByLabel('Requests/min'), 'many');
        await page.getByText('must be a whole number').waitFor();
        await type(page, page.getByLabel('Requests/min'), '60');
        await page.getByText('At most 60 requests per minute, by the token.').waitFor();
        await press(page, page.getByRole('button', { name: 'Issue the token' }));
        await awaitFocus(page, page.getByRole('heading', { name: 'chat backend is issued' }));
        const secret = await page.getByText(/^kwy_/).first().textContent();
        assert.match(secret, /^kwy_\w+$/);
        await page.getByText('http://localhost:8000/v1/chat/completions').waitFor();
        await page.getByText('Waiting for the first call…').waitFor();
        await requireAccessible(page, 'issued token');
        await tabTo(page, page.getByRole('tab', { name: 'curl' }));
        await page.keyboard.press('ArrowRight');
        await page.getByRole('tabpanel', { name: 'Python' }).waitFor();
        await tabTo(page, page.getByRole('tabpanel').getByRole('button', { name: 'Copy' }));

        const { items } = await callApi(page, 'GET', '/api/v1/tokens?search=chat');
        const gateway = await callApi(page, 'POST', '/api/v1/gateways', { name: `g-${Date.now()}` });
        await shipCalls(gateway.secret, items[0], [{ model: 'fast' }]);
        await page.getByText('The first call arrived: fast, 200, 840 ms').waitFor();
        await press(page, page.getByRole('link', { name: 'Go to the token' }));
        await page.getByText(`…${secret.slice(-4)}`).waitFor();
        await page.getByText('At most 60 requests per minute, by the token.').waitFor();
        await page.getByText('Models: fast.').first().waitFor();
        assert.equal(await page.getByText(secret).count(), 0);
    });
});

test('limits are changed by keyboard alone, and what somebody else changed is shown first', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&team=Research&tab=limits');
        const opener = page.getByRole('button', { name: 'Edit limits' });
        const dialog = page.getByRole('dialog', { name: 'Limits of the team' });
        const save = dialog.getByRole('button', { name: 'Save' });
        await press(page, opener);
        await type(page, dialog.getByLabel('Requests/min'), '600');
        await requireAccessible(page, 'limits');
        await press(page, save);
        await dialog.waitFor({ state: 'hidden' });
        await page.getByText('At most 600 requests per minute, by the team.').waitFor();
        await awaitFocus(page, opener);

        await page.keyboard.press('Enter');
        await type(page, dialog.getByLabel('Tokens/min'), '80000');
        const path = '/api/v1/tenants/Newsroom/teams/Research/limits';
        await callApi(page, 'PATCH', path, { requestsPerMinute: 200 }, { 'If-Match': '*' });
        await page.keyboard.press('Enter');
        await dialog.getByText('Requests/min: 600 → 200').waitFor();
        await awaitFocus(page, dialog.getByRole('region', { name: /^Somebody else has changed this/ }));
        await press(page, dialog.getByRole('button', { name: 'Reload' }));
        await dialog.getByText(/^Somebody else/).waitFor({ state: 'hidden' });
        await dialog.getByLabel('Requests/min').and(page.locator('[value="200"]')).waitFor();
        await dialog.getByLabel('Tokens/min').and(page.locator('[value=""]')).waitFor();

        await type(page, dialog.getByLabel('Tokens/min'), '90000');
        await callApi(page, 'PATCH', path, { requestsPerMinute: 300 }, { 'If-Match': '*' });
        await press(page, save);
        await dialog.getByText('Requests/min: 200 → 300').waitFor();
        await requireAccessible(page, 'conflict');
        await press(page, dialog.getByRole('button', { name: 'Apply mine again' }));
        await dialog.waitFor({ state: 'hidden' });
        await awaitFocus(page, opener);
        await page.getByText('At most 300 requests per minute, by the team.').waitFor();
        await page.getByText('At most 90 k tokens per minute, by the team.').waitFor();
    });
});

test('budgets of each level have a bar, and are added by keyboard alone, changed and deleted', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&team=Research&tab=limits');
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/budgets', { period: 'MONTH', amount: '6500' });
        const opener = page.getByRole('button', { name: 'Add a budget' });
        const dialog = page.getByRole('dialog');
        const amount = dialog.getByLabel('Dollars per window');
        await press(page, opener);
        await awaitFocus(page, amount);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        await awaitFocus(page, opener);
        await page.keyboard.press('Enter');
        await awaitFocus(page, amount);
        await tabTo(page, dialog.getByRole('combobox', { name: 'Window' }), { back: true });
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await type(page, amount, 'a lot');
        await press(page, dialog.getByRole('button', { name: 'Add a budget' }));
        await awaitFocus(page, amount.and(page.locator('[aria-invalid=true]')));
        await type(page, amount, '250');
        await press(page, dialog.getByRole('switch', { name: 'Refuse calls when it is spent' }), { key: 'Space' });
        await page.keyboard.press('Space');
        await press(page, dialog.getByRole('button', { name: 'Add a budget' }));
        await dialog.waitFor({ state: 'hidden' });
        await awaitFocus(page, opener);
        await page.getByRole('meter', { name: 'Team · Month' }).waitFor();
        await page.getByRole('meter', { name: 'Tenant · Month' }).waitFor();
        await page.getByText('of $250.00').waitFor();
        await requireAccessible(page, 'budgets');
        await page.getByRole('button', { name: 'Edit the budget Team · Month' }).click();
        await dialog.getByLabel('Dollars per window').fill('300');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByText('of $300.00').waitFor();
        await page.getByRole('button', { name: 'Raise the budget Team · Month for a time' }).click();
        await dialog.getByLabel('More dollars per window').fill('200');
        await dialog.getByLabel('Last day').fill('2020-01-01');
        await dialog.getByRole('button', { name: 'Raise' }).click();
        await dialog.getByLabel('Last day').and(page.locator('[aria-invalid=true]')).waitFor();
        await requireAccessible(page, 'raise a budget');
        await dialog.getByLabel('Last day').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
        await dialog.getByRole('button', { name: 'Raise' }).click();
        await page.getByText('of $500.00').waitFor();
        await requireAccessible(page, 'a raised budget');
        await page.getByRole('button', { name: /^Withdraw the raise: \$200.00 more until the end of/ }).click();
        await dialog.getByRole('button', { name: 'Withdraw' }).click();
        await page.getByText('of $300.00').waitFor();
        await page.getByRole('button', { name: 'Edit the budget Team · Month' }).click();
        await dialog.getByRole('button', { name: 'Delete' }).click();
        await page
            .getByRole('dialog', { name: 'Delete the budget: Month?' })
            .getByRole('button', { name: 'Delete' })
            .click();
        await page.getByRole('meter', { name: 'Team · Month' }).waitFor({ state: 'hidden' });
    });
});

test('a token is found and blocked by keyboard alone, rotated, moved and revoked', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&team=Research');
        await type(page, page.getByRole('searchbox'), 'chat');
        await page.waitForURL(/q=chat/);
        await press(page, page.getByRole('link', { name: 'chat backend' }));
        await press(page, page.getByRole('button', { name: 'Block', exact: true }));
        await press(page, page.getByRole('dialog').getByRole('button', { name: 'Block' }));
        await page.getByText('The token is blocked.').waitFor();
        await awaitFocus(page, page.getByRole('button', { name: 'Unblock' }));
        await page.keyboard.press('Enter');
        await press(page, page.getByRole('dialog').getByRole('button', { name: 'Unblock' }));
        await page.getByText('Active').waitFor();
        await page.getByRole('button', { name: 'Replace' }).click();
        await page.getByRole('dialog').getByText('1 hour').click();
        await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
        await page.getByRole('dialog').getByText(/^kwy_/).first().waitFor();
        await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
        await page.getByRole('button', { name: 'Move' }).click();
        await page.getByRole('dialog').getByLabel('New team').click();
        await page.getByRole('option', { name: 'Archive' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
        await page.getByRole('link', { name: 'Newsroom › Archive' }).waitFor();
        await requireAccessible(page, 'token');
        await page.getByRole('button', { name: 'Revoke' }).click();
        const dialog = page.getByRole('dialog', { name: 'Revoke chat backend?' });
        assert.equal(await dialog.getByRole('button', { name: 'Revoke' }).isDisabled(), true);
        await dialog.getByRole('textbox').fill('chat backend');
        await requireAccessible(page, 'revoke');
        await dialog.getByRole('button', { name: 'Revoke' }).click();
        await page.getByText('The token is revoked.').waitFor();
        await page.getByRole('button', { name: 'Block', exact: true, disabled: true }).waitFor();
    });
});

test('many tokens are paged, sorted and filtered in the address, and changed together', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&team=Archive');
        const path = '/api/v1/tenants/Newsroom/teams/Archive/tokens';
        for (let i = 0; i < 55; i++) {
            await callApi(page, 'POST', path, { name: `batch ${String(i).padStart(2, '0')}` });
        }
        await page.reload();
        await page.getByRole('button', { name: 'Name', exact: true }).click();
        await page.getByRole('link', { name: 'batch 00' }).waitFor();
        assert.match(page.url(), /sort=name/);
        await page.getByText('56 in all').waitFor();
        await requireAccessible(page, 'many tokens');
        await page.getByRole('button', { name: 'Next' }).click();
        await page.getByRole('link', { name: 'batch 54' }).waitFor();
        await page.goBack();
        await page.getByRole('link', { name: 'batch 00' }).waitFor();
        await page.getByRole('checkbox', { name: 'Select batch 00' }).check();
        await page.getByRole('checkbox', { name: 'Select batch 01' }).check();
        await page.getByText('2 selected').waitFor();
        await requireAccessible(page, 'selected tokens');
        await page.getByRole('toolbar').getByRole('button', { name: 'Block', exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.getByPlaceholder('Any status').click();
        await page.getByRole('option', { name: 'Blocked' }).click();
        await page.waitForURL(/status=BLOCKED/);
        await page.getByText('2 in all').waitFor();
        await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
        await page.getByRole('toolbar').getByRole('button', { name: 'Revoke' }).click();
        await page.getByRole('dialog').getByRole('textbox').fill('2 tokens');
        await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
        await page.getByText('No token matches').waitFor();
        await requireAccessible(page, 'no match');
    });
});

test('search finds tenants and teams, tokens by name or last four, and requests by ID', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page);
        await page.keyboard.press('Control+K');
        await page.getByPlaceholder('Go to a page').fill('newsr');
        await page.getByText('Newsroom', { exact: true }).first().waitFor();
        await requireAccessible(page, 'search');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Newsroom' }).waitFor();
        const { items } = await callApi(page, 'GET', '/api/v1/tokens?search=batch%2054');
        await page.keyboard.press('Control+K');
        await page.getByPlaceholder('Go to a page').fill(items[0].last4);
        await page.getByText('batch 54').last().waitFor();
        await page.getByRole('dialog').getByText('batch 54').click();
        await page.getByRole('heading', { name: 'batch 54' }).waitFor();
        await page.keyboard.press('Control+K');
        await page.getByPlaceholder('Go to a page').fill(items[0].teamId);
        await page.getByText(items[0].names.tenant, { exact: true }).last().waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: items[0].names.team }).waitFor();
        const request = `req_${'0123456789abcdef'.repeat(2)}`;
        await page.keyboard.press('Control+K');
        await page.getByPlaceholder('Go to a page').fill(request);
        await page.getByText(`Request ${request}`).click();
        await page.getByRole('heading', { name: 'Requests' }).waitFor();
        assert.equal(new URL(page.url()).searchParams.get('id'), request);
    });
});

test('a token, a team and a tenant are renamed, blocked and deleted', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page);
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Short lived' });
        await callApi(page, 'POST', '/api/v1/tenants/Short%20lived/teams', { name: 'First' });
        const path = '/api/v1/tenants/Short%20lived/teams/First';
        const { id } = await callApi(page, 'POST', `${path}/tokens`, { name: 'draft' });
        await page.goto(`/tokens/${id}`);
        await page.getByRole('button', { name: 'Edit', exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Name').fill('final');
        await dialog.getByLabel('Expires').fill('2020-01-01');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.getByLabel('Expires').and(page.locator('[aria-invalid=true]')).waitFor();
        await requireAccessible(page, 'editing a token');
        await dialog.getByLabel('Expires').fill('2099-01-01');
        for (const label of ['cost-centre:4711', 'stage:test']) {
            await dialog.getByLabel('Labels').first().fill(label);
            await page.keyboard.press('Enter');
        }
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('heading', { name: 'final' }).waitFor();
        await page.getByText('cost-centre:4711, stage:test').waitFor();
        await page.getByRole('button', { name: 'Edit', exact: true }).click();
        await dialog.getByLabel('Labels').first().focus();
        await page.keyboard.press('Backspace');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByText('cost-centre:4711', { exact: true }).waitFor();

        await page.goto('/tokens?tenant=Short%20lived&team=First&tab=settings');
        await page.getByLabel('Name').fill('Second');
        await requireAccessible(page, 'settings of a team');
        const { version } = await callApi(page, 'GET', path);
        await callApi(page, 'PATCH', path, { description: 'by somebody else' }, { 'If-Match': `"${version}"` });
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('by somebody else').waitFor();
        await page.getByRole('button', { name: 'Apply mine again' }).click();
        await page.getByRole('heading', { name: 'Second' }).waitFor();
        await page.getByRole('button', { name: 'Block', exact: true }).click();
        await dialog.getByRole('button', { name: 'Block' }).click();
        await page.getByText('The team is blocked').waitFor();
        await page.getByRole('button', { name: 'Unblock', exact: true }).click();
        await dialog.getByRole('button', { name: 'Unblock' }).click();
        await page.getByText('The team is blocked').waitFor({ state: 'hidden' });

        const { id: tenant } = await callApi(page, 'GET', '/api/v1/tenants/Short%20lived');
        await page.goto(`/tokens?tenant=${tenant}&tab=settings`);
        await page.getByRole('button', { name: 'Delete the tenant' }).click();
        await dialog.getByLabel(/Short lived/).fill('Short lived');
        await dialog.getByRole('button', { name: 'Delete the tenant' }).click();
        await dialog.getByRole('alert').waitFor();
        await dialog.getByRole('button', { name: 'Cancel' }).click();
        const { items } = await callApi(page, 'GET', `/api/v1/tenants/${tenant}/teams`);
        await page.goto(`/tokens?tenant=${tenant}&team=${items[0].id}&tab=settings`);
        await page.getByRole('button', { name: 'Delete the team' }).click();
        await dialog.getByLabel(/Second/).fill('Second');
        await dialog.getByRole('button', { name: 'Delete the team' }).click();
        await page.getByText('This tenant has no team yet').waitFor();
        await page.goto(`/tokens?tenant=${tenant}&tab=settings`);
        await page.getByRole('button', { name: 'Delete the tenant' }).click();
        await dialog.getByLabel(/Short lived/).fill('Short lived');
        await dialog.getByRole('button', { name: 'Delete the tenant' }).click();
        await page.waitForURL(/tab=tenants/);
    });
});

test('a list that cannot be loaded says what to do, and loads when it is tried again', async () => {
    await withPage(browser, {}, async (page) => {
        await page.route('**/api/v1/tokens?*', (route) =>
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
        await openTokens(page);
        await page.getByText('The list is being moved.').waitFor();
        await page.getByText('Request r-4711').waitFor();
        await requireAccessible(page, 'failed list');
        await page.unroute('**/api/v1/tokens?*');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('link', { name: 'batch 54' }).waitFor();
    });
});
