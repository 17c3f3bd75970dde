import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callApi, changeFirstPassword, launch, requireAccessible, signIn, url, withPage } from './stage.mjs';

const TEAMS = '/api/v1/tenants/Newsroom/teams';
const owner = { login: 'owner', password: 'a much better password' };
const teamAdmin = { login: 'ana@example.com', password: 'another good password' };
const member = { login: 'ben@example.com', password: 'a third good password' };

let browser;

before(async () => {
    browser = await launch();
    await withPage(browser, {}, async (page) => {
        await changeFirstPassword(page, owner.password);
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Newsroom' });
        for (const name of ['Research', 'Archive']) {
            await callApi(page, 'POST', TEAMS, { name });
            await callApi(page, 'POST', `${TEAMS}/${name}/tokens`, { name: 'batch 54' });
        }
        await callApi(page, 'PATCH', `${TEAMS}/Research/limits`, { requestsPerMinute: 300 }, { 'If-Match': '*' });
        await makePerson(page, 'Research', teamAdmin, 'TEAM_ADMIN');
        await makePerson(page, 'Archive', member, 'MEMBER');
    });
});

after(() => browser.close());

async function openTokens(page, who = owner, path = '/tokens') {
    await signIn(page, who, path);
    await page.getByRole('tab', { name: 'Tokens' }).waitFor();
}

/** A person with a role over the team. */
async function makePerson(page, team, { login, password }, role) {
    await callApi(page, 'POST', '/api/v1/users', { login, name: login.split('@')[0], password });
    await callApi(page, 'POST', `/api/v1/tenants/Newsroom/teams/${team}/members`, { login, role });
}

test('tags of a tenant, members and service accounts of a team are added and removed', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&tab=tags');
        for (const name of ['feature', 'stage']) {
            await page.getByLabel('Tag names').first().fill(name);
            await page.keyboard.press('Enter');
        }
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Saved').waitFor();
        await page.reload();
        await page.getByText('stage').waitFor();
        await page.goto('/tokens?tenant=Newsroom&team=Research&tab=members');
        await page.getByRole('button', { name: 'Add a member' }).click();
        await page.getByRole('dialog').getByLabel('Login').fill('nobody@example.com');
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').locator('[aria-invalid=true]').waitFor();
        await page.getByRole('dialog').getByLabel('Login').fill(member.login);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Change the role of ben' }).click();
        await page.getByRole('dialog').getByLabel('Role').click();
        await page.getByRole('option', { name: 'Team administrator' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
        await page.getByRole('row', { name: /^ben/ }).getByText('Team administrator').waitFor();
        await page.getByRole('button', { name: 'Remove ben' }).click();
        await requireAccessible(page, 'remove a member');
        await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
        await page.getByRole('button', { name: 'Remove ben' }).waitFor({ state: 'hidden' });
        await page.getByRole('tab', { name: 'Service accounts' }).click();
        await page.getByRole('button', { name: 'New service account' }).click();
        await page.getByRole('dialog').getByLabel('Name').fill('nightly reports');
        await page.keyboard.press('Enter');
        await page.getByRole('cell', { name: 'nightly reports', exact: true }).waitFor();
        await requireAccessible(page, 'service accounts');
    });
});

test('an access token of a service account is issued, shown once, used and revoked', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, owner, '/tokens?tenant=Newsroom&team=Research&tab=accounts');
        await page.getByRole('button', { name: 'nightly reports', exact: true }).press('Enter');
        await page.getByText('No access token yet').waitFor();
        await page.getByRole('button', { name: 'Issue an access token' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Name').fill('reader');
        await dialog.getByLabel('Expires').fill('2020-01-01');
        await page.keyboard.press('Enter');
        await dialog.getByLabel('Expires').and(page.locator('[aria-invalid=true]')).waitFor();
        await dialog.getByLabel('Expires').fill('2099-01-01');
        await dialog.getByLabel('It may read only').check();
        await requireAccessible(page, 'issue an access token');
        await dialog.getByRole('button', { name: 'Issue an access token' }).click();
        await dialog.getByText('This is the only time').waitFor();
        await requireAccessible(page, 'an access token');
        const secret = await dialog.locator('code').first().textContent();
        const ask = (path) => fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${secret}` } });
        assert.equal((await ask('/api/v1/me')).status, 200);
        await dialog.getByRole('button', { name: 'Close' }).last().click();
        await page.getByRole('cell', { name: 'read only' }).waitFor();
        assert.equal(await page.getByText(secret).count(), 0);
        await requireAccessible(page, 'access tokens');
        await page.getByRole('button', { name: 'Revoke reader' }).click();
        await dialog.getByRole('textbox').fill('reader');
        await dialog.getByRole('button', { name: 'Revoke' }).click();
        await page.getByText('No access token yet').waitFor();
        assert.equal((await ask('/api/v1/me')).status, 401);
        await page.getByRole('button', { name: 'Actions for nightly reports' }).click();
        await page.getByRole('menuitem', { name: 'Edit' }).click();
        await dialog.getByLabel('Disabled').check();
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page
            .getByRole('row', { name: /nightly reports/ })
            .getByText('Disabled')
            .waitFor();
        await page.getByRole('button', { name: 'Issue an access token', disabled: true }).waitFor();
        await page.getByRole('button', { name: 'Actions for nightly reports' }).click();
        await page.getByRole('menuitem', { name: 'Delete' }).click();
        await dialog.getByRole('textbox').fill('nightly reports');
        await dialog.getByRole('button', { name: 'Delete' }).click();
        await page.getByText('This team has no service account yet').waitFor();
    });
});

test('whoever administers one team has a plain label, and changes its tokens but not its limits', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, teamAdmin);
        await page.getByRole('heading', { name: 'Research' }).waitFor();
        assert.match(page.url(), /tokens\?tenant=/);
        assert.equal(await page.getByRole('button', { name: /^Scope: / }).count(), 0);
        await page.getByTitle('Newsroom › Research').waitFor();
        await page.getByRole('link', { name: 'Issue a token' }).first().waitFor();
        await page.getByRole('tab', { name: 'Limits & budgets' }).click();
        await page.getByText('At most 300 requests per minute, by the team.').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Edit limits' }).count(), 0);
        await page.goto('/tokens/new');
        await page.getByLabel('Name', { exact: true }).fill('too much');
        await page.getByRole('button', { name: /^More/ }).click();
        await page.getByLabel('Requests/min').fill('301');
        await page.getByRole('button', { name: 'Issue the token' }).click();
        await page.getByLabel('Requests/min').and(page.locator('[aria-invalid=true]')).waitFor();
        await page.getByLabel('Requests/min').fill('30');
        await page.getByRole('button', { name: 'Issue the token' }).click();
        await page.getByRole('heading', { name: 'too much is issued' }).waitFor();
        await page.getByRole('link', { name: 'Go to the token' }).click();
        await page.getByText('At most 30 requests per minute, by the token.').waitFor();
    });
});

test('whoever administers one team sees nothing of another', async () => {
    let archived;
    await withPage(browser, {}, async (page) => {
        await openTokens(page);
        const { items } = await callApi(page, 'GET', `${TEAMS}/Archive/tokens`);
        [archived] = items;
    });
    await withPage(browser, {}, async (page) => {
        await openTokens(page, teamAdmin);
        await page.getByRole('link', { name: 'batch 54' }).waitFor();
        assert.equal(await page.getByText('Archive').count(), 0);
        await page.keyboard.press('Control+K');
        await page.getByPlaceholder('Go to a page').fill('Archive');
        await page.getByText('Nothing has that name or ID').waitFor();
        await page.keyboard.press('Escape');
        const denied = page.getByRole('heading', { name: /could not be loaded|roles do not allow this/ });
        await page.goto(`/tokens/${archived.id}`);
        await denied.waitFor();
        await page.goto('/tokens?tenant=Newsroom&team=Archive');
        await denied.waitFor();
        await page.goto('/requests?tenant=Newsroom&team=Archive');
        await denied.waitFor();
    });
});

test('a member reveals their own token under My access, and sees what is left and why it was refused', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page);
        await callApi(page, 'POST', `${TEAMS}/Archive/tokens`, { name: 'ben at home', ownerId: member.login });
        await callApi(page, 'POST', `${TEAMS}/Archive/budgets`, { period: 'MONTH', amount: '40' });
    });
    await withPage(browser, {}, async (page) => {
        await signIn(page, member);
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        await page.getByRole('meter', { name: 'Team · Month' }).waitFor();
        await page.getByText('of $40.00').waitFor();
        await page.getByText('None of its calls was refused').waitFor();
        await requireAccessible(page, 'my access');
        await page.getByRole('button', { name: 'Show the secret' }).click();
        const dialog = page.getByRole('dialog', { name: 'Secret of ben at home' });
        await dialog.getByRole('button', { name: 'Show the secret' }).click();
        await dialog.getByText(/^kwy_/).first().waitFor();
        await requireAccessible(page, 'a secret');
        await dialog.getByRole('button', { name: 'Close' }).click();
        await page.getByRole('button', { name: 'Replace' }).waitFor();
        await page.getByRole('button', { name: 'ben at home', exact: true }).press('Enter');
        await page.getByText('What is left').waitFor({ state: 'hidden' });
    });
});

test('a member sees tokens and no action, and what is forbidden says so', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, member);
        await page.getByRole('link', { name: 'batch 54' }).waitFor();
        assert.equal(await page.getByRole('link', { name: 'Issue a token' }).count(), 0);
        assert.equal(await page.getByRole('checkbox').count(), 0);
        await page.getByRole('link', { name: 'batch 54' }).click();
        await page.getByRole('heading', { name: 'batch 54' }).waitFor();
        assert.equal(await page.getByRole('button', { name: 'Revoke' }).count(), 0);
        await page.goto('/tokens/new');
        await page.getByRole('heading', { name: 'Your roles do not allow this' }).waitFor();
        await requireAccessible(page, 'forbidden');
    });
});
