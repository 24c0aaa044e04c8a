// Drives the real program in a real browser. Where CAIRN_SHOTS names a folder, what every view looks
// like is left there. Times are told, and decide nothing.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {expectComplaint, has, known, node, server, story, toast, until, visit} from './browser.mjs';
import {HOSTILE} from './server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = ['home', 'map', 'roadmap', 'history'];

story('a click on Done records it, and Undo in the toast takes it back', null, async () => {
  const page = await visit(server.url);
  assert.match(await page.locator('main').innerText(), /Nothing is recorded yet/);
  const first = page.locator('.card.first');
  const skill = (await first.locator('h3').innerText()).replace('●', '').trim();
  await first.getByRole('button', {name: 'Done'}).click();
  await toast(page, `${skill}: done.`).waitFor();
  assert.equal(known().length, 1);
  await toast(page, 'done.').getByRole('button', {name: 'Undo'}).click();
  await toast(page, 'Undone.').waitFor();
  assert.equal(known().length, 0);
  await page.getByText('Nothing is recorded yet').waitFor();
  await toast(page, 'Undone.').getByRole('button', {name: 'Redo'}).click();
  await page.getByText('1 skill known').waitFor();
});

story('all of it works by keyboard, and the focus is never lost', null, async () => {
  const page = await visit(server.url);
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
  await press('Tab');
  assert.equal(await focused(), 'Skip to the page');
  while ((await focused()) !== 'Done') await press('Tab');
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
  await press('Enter');
  await toast(page, 'done.').waitFor();
  assert.equal(known().length, 1);
  assert.equal(await page.evaluate(() => document.activeElement === document.body), false);
  await press('Control+z');
  await toast(page, 'Undone.').waitFor();
  assert.equal(known().length, 0);

  await press('Control+k');
  await page.locator('#search:focus').waitFor();
  await page.keyboard.type('programming fund');
  await press('Enter');
  await page.locator('#panel h2:focus').waitFor();
  assert.equal(await focused(), 'Programming Fundamentals');
  while ((await focused()) !== 'Know it already') await press('Tab');
  await press('Enter');
  await toast(page, 'known.').waitFor();
  assert.deepEqual(known(), ['programming-fundamentals']);
  await press('Escape');
  await page.locator('#panel').waitFor({state: 'hidden'});

  await node(page, 'programming-fundamentals').focus();
  await press('ArrowRight');
  const there = await page.evaluate(() => document.activeElement.dataset.id);
  assert.notEqual(there, 'programming-fundamentals');
  await press('ArrowDown', 'ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.id), there);
  await press('Enter');
  await page.locator('#panel h2:focus').waitFor();
  await press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.id), there);
});

story('what is refused changes nothing', null, async () => {
  const page = await visit(`${server.url}#map/shell`);
  await page.route('**/api/done', (route) => route.fulfill({status: 500, contentType: 'application/json',
    body: JSON.stringify({error: {message: 'the disk is full', hint: 'make room'}})}));
  await page.locator('#panel').getByRole('button', {name: 'Done', exact: true}).click();
  await toast(page, 'the disk is full; make room').waitFor();
  await has(page, 'shell', 'ready');
  assert.deepEqual(known(), []);
  expectComplaint('500');
});

story('two tabs and the command line see each other', null, async (context) => {
  const one = await visit(server.url);
  const two = await visit(`${server.url}#map`);
  let begin = Date.now();
  server.cairn('know', 'shell');
  await has(two, 'shell', 'known');
  context.diagnostic(`from the command line to the page ${Date.now() - begin} ms`);
  await one.getByText('1 skill known').waitFor();
  begin = Date.now();
  await one.locator('.card.first').getByRole('button', {name: 'Start'}).click();
  await two.locator('.node.in_progress').waitFor();
  context.diagnostic(`from tab to tab ${Date.now() - begin} ms`);
  assert.equal(server.cairn('status').in_progress.length, 1);
  server.cairn('undo', '2');
  await until(async () => (await two.locator('.node.known, .node.in_progress').count()) === 0);
});

story('a session runs on the page and counts when it is stopped', null, async () => {
  const page = await visit(server.url);
  await page.locator('.card.first').getByRole('button', {name: 'Start'}).click();
  await page.locator('.clock', {hasText: '0 min'}).waitFor();
  const running = server.cairn('status').running;
  assert.equal(running.length, 1);
  await page.getByRole('button', {name: 'Stop'}).click();
  await toast(page, 'session ended.').waitFor();
  assert.equal(server.cairn('status').running.length, 0);
  assert.equal(await page.getByRole('button', {name: 'Stop'}).count(), 0);
});

story('a session that looks forgotten is asked about', null, async () => {
  server.cairnAt(new Date(Date.now() - 30 * 3600000).toISOString().slice(0, 19) + 'Z', 'start', 'shell');
  const page = await visit(server.url);
  await page.getByText('How long was it?').waitFor();
  await page.getByLabel('How long the session was').fill('1h30m');
  await page.getByRole('button', {name: 'Count it'}).click();
  await toast(page, '90 min counted').waitFor();
  assert.equal(server.cairn('status').running.length, 0);
});

story('to start one skill ends the session of another, and both can be taken back', null, async () => {
  server.cairn('start', 'shell');
  const page = await visit(`${server.url}#map/learning`);
  await page.locator('#panel').getByRole('button', {name: 'Start'}).click();
  await toast(page, 'begun.').getByRole('button', {name: 'Undo'}).click();
  await toast(page, 'Undone.').first().waitFor();
  await until(async () => server.cairn('status').running[0]?.id === 'shell');
});

story('another level can be made the goal', null, async () => {
  const page = await visit(server.url);
  await page.getByRole('button', {name: 'Make it the goal'}).first().click();
  await page.getByRole('heading', {level: 1, name: 'Entry-Level'}).waitFor();
  assert.deepEqual(server.cairn('goal').goals, ['entry']);
  await toast(page, 'The goal is').getByRole('button', {name: 'Undo'}).click();
  await page.getByRole('heading', {level: 1, name: 'Senior'}).waitFor();
});

story('“Not this one” keeps a skill out, and what cannot be left out is said', null, async () => {
  const page = await visit(`${server.url}#map/python`);
  await page.locator('#panel').getByRole('button', {name: 'Avoid'}).click();
  await toast(page, 'not in any plan').waitFor();
  assert.deepEqual(server.cairn('status').avoided, ['python']);
  await page.locator('#panel').getByRole('button', {name: 'Leave it to the plan'}).click();
  await toast(page, 'left to the plan').waitFor();
  await page.goto(`${server.url}#home`);
  await page.locator('.card.first').getByRole('button', {name: 'Not this one'}).click();
  await page.getByText('There is no way').first().waitFor();
  await page.getByRole('button', {name: /^Allow .* again$/}).click();
  await page.locator('.card.first').waitFor();
});

story('the panel tells all, logs hours and keeps what is being written', null, async () => {
  const page = await visit(`${server.url}#home/http`);
  const panel = page.locator('#panel');
  for (const part of ['You can then', 'Learn with', 'Needs', 'Leads to', 'Why']) await panel.getByText(part, {exact: true}).waitFor();
  await panel.getByLabel('Hours').fill('1h30m');
  await panel.getByLabel('Note').fill('half a note');
  server.cairn('know', 'shell');
  await page.getByText('1 skill known').waitFor();
  assert.equal(await panel.getByLabel('Note').inputValue(), 'half a note');
  await panel.getByLabel('Note').press('Enter');
  await panel.getByText('1.5 h spent').waitFor();
  await panel.getByText('log, 1.5 h: half a note').waitFor();
  await panel.locator('.checks input').first().check();
  await toast(page, ': ticked.').waitFor();
  assert.deepEqual(server.cairn('show', 'http').ticked, [1]);
  server.cairn('tick', 'http', '2');
  await until(async () => (await panel.locator('.checks input:checked').count()) === 2);
  server.cairn('tick', 'http', '2', '--clear');
  await until(async () => (await panel.locator('.checks input:checked').count()) === 1);
  await page.reload();
  await panel.locator('.checks input').first().waitFor();
  assert.ok(await panel.locator('.checks input').first().isChecked());
  for (const link of await panel.locator('a[target]').all()) {
    assert.match(await link.getAttribute('href'), /^https?:/);
    assert.match(await link.getAttribute('rel'), /noopener/);
  }
});

story('the roadmap compares choices and fits hours', null, async () => {
  const page = await visit(`${server.url}#roadmap`);
  const steps = server.cairn('roadmap').steps.length;
  assert.equal(await page.locator('tbody tr').count(), steps);
  await page.getByLabel('Instead of Python', {exact: true}).selectOption({label: 'Go'});
  await page.getByText('With Go:').waitFor();
  await page.getByRole('button', {name: 'Choose Go'}).click();
  await toast(page, 'Go chosen.').waitFor();
  assert.deepEqual(server.cairn('status').chosen, ['go']);
  const slider = page.getByLabel('Hours', {exact: true});
  await slider.focus();
  await page.keyboard.press('End');
  const {steps: fitting} = server.cairn('fit', '--hours', '400');
  await until(async () => (await page.locator('.card .chip').count()) === fitting.length);
  assert.ok(await slider.evaluate((it) => it === document.activeElement));
});

story('the history undoes any one thing', null, async () => {
  server.cairn('know', 'shell');
  server.cairn('done', 'git');
  const page = await visit(`${server.url}#history`);
  await page.getByRole('button', {name: 'Undo know'}).click();
  await toast(page, 'Undone.').waitFor();
  assert.deepEqual(known(), ['git']);
  await page.locator('.undone', {hasText: 'know'}).waitFor();
  await page.locator('main').getByRole('button', {name: 'Redo'}).click();
  await toast(page, 'Done again.').waitFor();
  assert.deepEqual(known().sort(), ['git', 'shell']);
});

story('what a hostile catalog says stays text', HOSTILE, async () => {
  const page = await visit(server.url);
  for (const view of VIEWS) {
    await page.goto(`${server.url}#${view}/one`);
    await page.locator('#panel').getByText('Learn with').waitFor();
    assert.equal(await page.locator('iframe, img:not([alt=""]), main script, #panel script').count(), 0);
  }
  await page.locator('#panel').getByRole('button', {name: 'Done', exact: true}).click();
  await toast(page, '<script>alert(4)</script>: done.').waitFor();
  assert.equal(await page.evaluate(() => document.body.innerHTML.includes('onerror=alert(1)>') &&
    [...document.querySelectorAll('*')].some((it) => it.hasAttribute('onerror'))), false);
});

story('an edited catalog is taken in', HOSTILE, async () => {
  const page = await visit(server.url);
  const {writeFileSync} = await import('node:fs');
  writeFileSync(server.catalogFile, HOSTILE.replace('<script>alert(4)</script>', 'A better name').replace('title: "<img src=x onerror=alert(1)>"', 'title: Edited'));
  server.cairn('note', 'one', 'so that the page looks');
  await page.getByText('A better name').first().waitFor();
  await page.getByText('Edited').waitFor();
});

story('the page says when the program has ended', null, async () => {
  const page = await visit(server.url);
  server.process.kill('SIGINT');
  await page.getByRole('alert').getByText('cairn serve has ended').waitFor();
  expectComplaint('ERR_CONNECTION_REFUSED');
});

const look = {
  home: async () => {},
  map: async (page) => { await page.locator('.node').first().waitFor(); },
  roadmap: async (page) => { await page.locator('.card .chip').first().waitFor(); },
  history: async (page) => { await page.locator('.log').first().waitFor(); },
};

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1440]) {
    story(`every view is accessible and fits: ${colorScheme}, ${width} px`, null, async () => {
      server.cairn('know', 'python', 'git', '--with-needs');
      server.cairn('log', 'sql', '2h', '--on', 'yesterday');
      server.cairn('start', 'http');
      server.cairn('choose', 'postgresql');
      for (const panel of ['', '/http']) {
        for (const view of VIEWS) {
          const page = await visit(`${server.url}#${view}${panel}`, {colorScheme, viewport: {width, height: width < 500 ? 780 : 900}});
          await look[view](page);
          if (panel) await page.locator('#panel').getByText('Learn with').waitFor();
          if (process.env.CAIRN_SHOTS) await page.screenshot({path: `${process.env.CAIRN_SHOTS}/${view}${panel ? '-panel' : ''}-${width}-${colorScheme}.png`});
          if (view === 'home' && panel === '') {
            await page.getByRole('button', {name: 'Not this one'}).last().click();
            await toast(page, 'plan').waitFor();
          }
          await page.evaluate(AXE);
          const {violations} = await page.evaluate(() => globalThis.axe.run());
          assert.deepEqual(violations.map((it) => `${view}${panel}: ${it.id}: ${it.nodes.map((at) => `${at.target} ${at.any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${view}${panel} is ${wide} px too wide`);
          await page.context().close();
          if (view === 'home' && panel === '') server.cairn('undo');
        }
      }
    });
  }
}

story('the first view is quick', null, async (context) => {
  const page = await visit(server.url);
  const spans = await page.evaluate(() => performance.getEntriesByType('resource').map((it) => [new URL(it.name).pathname, it.responseEnd - it.requestStart]));
  const served = await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseEnd);
  context.diagnostic(`page ${served.toFixed(0)} ms; ${spans.filter(([path]) => path.startsWith('/api')).map(([path, time]) => `${path} ${time.toFixed(0)} ms`).join(', ')}`);
});
