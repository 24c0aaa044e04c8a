// The page that `cairn roadmap --format html` writes, opened as the file that it is.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {chromium} from 'playwright-core';
import {Server} from './server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const A4 = {width: 210 - 28, height: 297 - 28};  // mm within the margins
const px = (mm) => mm / 25.4 * 96;
let browser, server, file;

before(async () => {
  browser = await chromium.launch({executablePath: process.env.CAIRN_CHROMIUM, args: ['--no-sandbox']});
  server = await Server.start(null);
  file = join(server.folder, 'way.html');
  server.cairn('know', 'python', 'git', '--with-needs');
  server.cairn('start', 'http');
  const ran = spawnSync(process.env.CAIRN, [...server.line, 'roadmap', '-o', file], {env: server.environment, encoding: 'utf8'});
  assert.equal(ran.status, 0, ran.stderr);
});
after(async () => {
  await browser.close();
  server.stop();
});

async function opened(run, options) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, bypassCSP: true, ...options});
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => { if (!request.url().startsWith('file:')) complaints.push(`asks for ${request.url()}`); });
  await page.goto(`file://${file}`);
  await run(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`the file is accessible and fits: ${colorScheme}, ${width} px`, async () => {
      await opened(async (page) => {
        if (process.env.CAIRN_SHOTS) await page.screenshot({path: `${process.env.CAIRN_SHOTS}/file-${width}-${colorScheme}.png`});
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        await page.evaluate(AXE);
        const found = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 120)}`), []);
      }, {colorScheme, viewport: {width, height: 800}});
    });
  }
}

test('stages and their titles are seen in the dark', async () => {
  await opened(async (page) => {
    const fills = await page.locator('.cluster').first().evaluate((it) => [it.querySelector('polygon'), it.querySelector('text')]
      .map((part) => getComputedStyle(part).fill.match(/\d+/g).slice(0, 3).reduce((sum, n) => sum + Number(n), 0)));
    assert.ok(fills[0] < 200 && fills[1] > 500, fills.join());
  }, {colorScheme: 'dark'});
});

test('reasons are shown on hover and on focus, and move nothing', async () => {
  await opened(async (page) => {
    const why = page.locator('.card .why').first();
    const card = page.locator('.card', {has: page.locator('.why')}).first();
    const places = () => page.locator('.card').evaluateAll((all) => all.map((it) => it.getBoundingClientRect().top + scrollY));
    const before = await places();
    assert.equal(await why.isVisible(), false);
    await card.hover();
    assert.ok(await why.isVisible());
    assert.deepEqual(await places(), before);
    await page.mouse.move(0, 0);
    await card.focus();
    assert.ok(await why.isVisible());
    const node = page.locator('.node[data-skill]').first();
    await node.focus();
    assert.notEqual((await page.locator('#tip').innerText()).trim(), '');
    await node.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains('card')), true);
  });
});

test('on A4 nothing is cut', async () => {
  await opened(async (page) => {
    await page.emulateMedia({media: 'print'});
    await page.setViewportSize({width: Math.floor(px(A4.width)), height: Math.floor(px(A4.height))});
    const cards = await page.locator('.card').evaluateAll((all) => all.map((it) => ({
      height: it.getBoundingClientRect().height, kept: getComputedStyle(it).breakInside, right: it.getBoundingClientRect().right})));
    assert.ok(cards.length > 100);
    for (const card of cards) {
      assert.equal(card.kept, 'avoid');
      assert.ok(card.height < px(A4.height) && card.right <= Math.ceil(px(A4.width)));
    }
    const map = await page.locator('.map').evaluate((it) => ({kept: getComputedStyle(it).breakInside,
      ...JSON.parse(JSON.stringify(it.querySelector('svg').getBoundingClientRect()))}));
    assert.equal(map.kept, 'avoid');
    assert.ok(map.bottom <= px(A4.height) && map.right <= Math.ceil(px(A4.width)), JSON.stringify(map));
    assert.ok(await page.locator('.card .why').first().isVisible(), 'paper has no pointer');
    const pdf = await page.pdf({preferCSSPageSize: true});
    assert.match(pdf.toString('latin1'), /\/MediaBox \[0 0 59[45][0-9.]* 84[12][0-9.]*\]/);
  });
});
