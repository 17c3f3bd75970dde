// How a person works without a mouse.
import assert from 'node:assert/strict';

/** A page has fewer than these places to stop at. */
const MOST_STOPS = 120;

function hasFocus(locator) {
    return locator.evaluate((node) => node === document.activeElement);
}

/** Whether the element that has the focus shows it: an outline of its own or of what is drawn for it, or the border of the field around it. */
function showsFocus() {
    const node = document.activeElement;
    const probe = document.createElement('i');
    document.body.append(probe);
    const accents = ['--kw-accent', '--mantine-primary-color-filled'].map((name) => {
        probe.style.color = `var(${name})`;
        return getComputedStyle(probe).color;
    });
    probe.remove();
    const field = node.closest('[class*="-wrapper"]')?.querySelector('[class*="-input"]');
    return [node, node.nextElementSibling, field].some((one) => {
        const style = one && getComputedStyle(one);
        const hasOutline = style && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
        return hasOutline || (style && accents.includes(style.borderTopColor));
    });
}

/** Goes on by Tab, or back, until this has the focus, which can be seen there. */
export async function tabTo(page, locator, { back = false } = {}) {
    await locator.waitFor();
    for (let stops = 0; !(await hasFocus(locator)); stops++) {
        assert.ok(stops < MOST_STOPS, `${locator} cannot be reached by Tab`);
        await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    assert.ok(await page.evaluate(showsFocus), `the focus of ${locator} cannot be seen`);
}

/** Goes to a button, a link or an entry, and presses it. */
export async function press(page, locator, options = {}) {
    await tabTo(page, locator, options);
    await page.keyboard.press(options.key ?? 'Enter');
}

/** Goes to a field, and types over what it has. */
export async function type(page, locator, text) {
    await tabTo(page, locator);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
}

/** Waits until this has the focus. */
export async function awaitFocus(page, locator) {
    const handle = await locator.elementHandle();
    await page.waitForFunction((node) => node === document.activeElement, handle);
}
