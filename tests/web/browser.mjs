// A browser on the real program, and the stories that are played in it. CAIRN names the program,
// CAIRN_CHROMIUM the browser.
import assert from 'node:assert/strict';
import {after, before, beforeEach, test} from 'node:test';
import {chromium} from 'playwright-core';
import {Server} from './server.mjs';

export let server;
let browser, complaints;

before(async () => {
  browser = await chromium.launch({executablePath: process.env.CAIRN_CHROMIUM, args: ['--no-sandbox']});
});
after(async () => { await browser.close(); });
beforeEach(() => { complaints = []; });

export async function visit(address, options = {}) {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, reducedMotion: 'reduce', ...options});
  const page = await context.newPage();
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);
  await page.locator('h1').first().waitFor({state: 'attached'});
  return page;
}

export function story(name, catalog, run) {
  test(name, {timeout: 600000}, async (context) => {
    server = await Server.start(catalog);
    try {
      await run(context);
      assert.deepEqual(complaints, [], 'the console is silent');
    } finally {
      for (const open of browser.contexts()) await open.close();
      server.stop();
    }
  });
}

export const node = (page, id) => page.locator(`.node[data-id="${id}"]`);
export const known = () => server.cairn('status').known;
export const toast = (page, text) => page.locator('.toast', {hasText: text});
export const has = (page, id, state) => page.locator(`.node.${state}[data-id="${id}"]`).waitFor();
// What the console has said of it is no complaint.
export function expectComplaint(text) {
  complaints = complaints.filter((said) => !said.includes(text));
}
// Playwright's own waitForFunction would need what the page's policy forbids.
export async function until(holds) {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
