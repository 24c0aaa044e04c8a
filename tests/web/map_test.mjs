// The map in a real browser. Times are told, and decide nothing.
import assert from 'node:assert/strict';
import {has, known, node, server, story, toast, until, visit} from './browser.mjs';
import {largeCatalog} from './server.mjs';

story('the map recolours at once, without a new layout', null, async (context) => {
  const page = await visit(`${server.url}#map`);
  // Any skill of the plan that makes another one ready.
  const planned = new Set(server.cairn('roadmap').steps.map((step) => step.id));
  const [id, opened] = server.cairn('status').ready.filter((ready) => planned.has(ready))
    .map((ready) => [ready, server.cairn('done', ready, '--dry-run').now_ready.find((it) => planned.has(it))])
    .find(([, fresh]) => fresh);
  const places = () => page.evaluate(() => [...document.querySelectorAll('.node')].map((it) => [it.dataset.id, it.getAttribute('transform')]).sort());
  const before = await places();
  assert.ok(before.length > 100);
  await node(page, id).click();
  await page.locator('#panel').getByText('You can then').waitFor();
  await has(page, opened, 'planned');
  const took = await page.evaluate(async ([key, next]) => {
    const button = [...document.querySelectorAll('#panel button')].find((it) => it.textContent === 'Done');
    const begin = performance.now();
    button.click();
    const done = document.querySelector(`.node[data-id="${key}"]`).classList.contains('known');
    const lit = document.querySelector(`.node[data-id="${next}"]`).classList.contains('ready');
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return {done, lit, time: performance.now() - begin};
  }, [id, opened]);
  assert.ok(took.done && took.lit, 'before the server has answered');
  await toast(page, 'done.').waitFor();
  assert.deepEqual(await places(), before);
  assert.deepEqual(known(), [id]);
  context.diagnostic(`click to repaint ${took.time.toFixed(0)} ms`);
});

story('search highlights, filters fade', null, async () => {
  const page = await visit(`${server.url}#map`);
  await page.locator('#search').fill('python');
  await node(page, 'python').and(page.locator('.hit')).waitFor();
  assert.ok(await node(page, 'http').evaluate((it) => it.classList.contains('faded')));
  await page.locator('#found a', {hasText: 'Python: Testing'}).click();
  await page.locator('#panel h2', {hasText: 'Python: Testing'}).waitFor();
  await page.locator('#search').fill('');
  assert.equal(await page.locator('.node.faded').count(), 0);
  for (const [label, option] of [['All areas', 'Databases'], ['All levels', 'Senior'], ['All states', 'planned']]) {
    await page.getByLabel(label).selectOption({label: option});
    assert.ok(await page.locator('.node.faded').count() > 0, label);
    assert.ok(await page.locator('.node.hit').count() > 0, label);
  }
  // Something that no plan holds is found all the same, with its neighbours.
  await page.locator('#search').fill('ruby: idioms');
  await page.keyboard.press('Enter');
  await page.locator('#panel h2', {hasText: 'Ruby: Idioms'}).waitFor();
  await page.getByLabel('Everything').check();
  assert.equal(await page.locator('.node').count(), server.cairn('list').skills.length);
});

story('the map pans, zooms and fits', null, async () => {
  const page = await visit(`${server.url}#map`);
  const view = () => page.locator('svg.map > g').getAttribute('transform');
  const start = await view();
  const box = await page.locator('svg.map').boundingBox();
  await page.mouse.move(box.x + 500, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 380, box.y + 100, {steps: 4});
  await page.mouse.up();
  const panned = await view();
  assert.notEqual(panned, start);
  await page.mouse.wheel(0, 300);
  await until(async () => (await view()) !== panned);
  await page.getByRole('button', {name: 'Fit'}).click();
  const inside = await page.evaluate(() => {
    const frame = document.querySelector('svg.map').getBoundingClientRect();
    return [...document.querySelectorAll('.node')].every((it) => {
      const own = it.getBoundingClientRect();
      return own.left >= frame.left && own.right <= frame.right && own.top >= frame.top && own.bottom <= frame.bottom;
    });
  });
  assert.ok(inside);
  // What is too small to be read is named beside the pointer and the focus.
  assert.equal(await page.locator('.node .label').first().isVisible(), false);
  const other = page.locator('.node').nth(40);
  await other.hover();
  assert.equal(await page.locator('.plate').textContent(), (await other.locator('title').textContent()));
  assert.ok(await page.locator('.plate').evaluate((it) => it.getBoundingClientRect().height > 12));
  await node(page, 'http').focus();
  assert.equal(await page.locator('.plate').textContent(), 'HTTP');
});

story('a thousand skills stay usable', largeCatalog(1000), async (context) => {
  const begin = Date.now();
  const page = await visit(`${server.url}#map`);
  await page.locator('.node').first().waitFor();
  context.diagnostic(`1,000 skills: map after ${Date.now() - begin} ms, ${await page.locator('.node').count()} of them drawn`);
  const id = await page.locator('.node.ready').first().getAttribute('data-id');
  await page.goto(`${server.url}#map/${id}`);
  await page.locator('#panel').getByRole('button', {name: 'Done', exact: true}).click();
  await has(page, id, 'known');
  await toast(page, 'done.').waitFor();
});
