// Map: the plan and what is near it, as a picture to walk in.

import {count, h, redraw, s} from './dom.js';
import {GLYPHS, WORDS, model, name, named, standing} from './model.js';
import {BOX, layOut} from './layout.js';
import {camera} from './camera.js';

const LINE = 16;  // letters
const FAR = 2;    // columns
const filters = {text: '', area: '', level: '', state: '', all: false};
let extra = new Set();    // what was looked up outside the plan, with its neighbours
let picture = null;       // {layout, key, nodes, lines, view}
let selected = null;
let current = null;       // the node that Tab leads to
let root = null;

const skillMatches = (skill) => {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [skill.name, skill.id, ...skill.aliases, skill.summary].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
};

const rank = (skill) => {
  const query = filters.text.trim().toLowerCase();
  const title = skill.name.toLowerCase();
  return title === query || skill.id === query ? 0 : title.startsWith(query) ? 1 : title.includes(query) ? 2 : 3;
};

const found = () => filters.text.trim() === '' ? []
  : model.catalog.skills.filter(skillMatches).sort((a, b) => rank(a) - rank(b));

const isFiltered = () => filters.area !== '' || filters.level !== '' || filters.state !== '' || filters.text.trim() !== '';
const passes = (skill) => (filters.area === '' || skill.area === Number(filters.area)) &&
  (filters.level === '' || skill.level === Number(filters.level)) &&
  (filters.state === '' || standing(skill.id) === filters.state) && skillMatches(skill);

function shownIds() {
  if (filters.all) return new Set(model.byId.keys());
  const ids = new Set([...model.known, ...model.inProgress, ...model.planned, ...model.chosen, ...model.avoided, ...extra]);
  for (const choice of model.state.choices ?? []) choice.members.forEach((id) => ids.add(id));
  if (ids.size === 0) model.ready.forEach((id) => ids.add(id));
  return new Set([...ids].filter((id) => model.byId.has(id)));
}

function lines(text) {
  const rows = [''];
  for (const word of text.split(' ')) {
    const joined = rows.at(-1) === '' ? word : `${rows.at(-1)} ${word}`;
    if (joined.length <= LINE || rows.at(-1) === '') rows[rows.length - 1] = joined;
    else rows.push(word);
  }
  const shown = rows.slice(0, 2).map((row) => (row.length > LINE + 2 ? `${row.slice(0, LINE)}…` : row));
  if (rows.length > 2) shown[1] = `${shown[1].replace(/…$/, '')}…`;
  return shown;
}

function makeNode(id, box) {
  const text = lines(name(id));
  return s('g', {class: 'node', role: 'button', tabindex: -1, 'data-id': id, 'data-key': `node ${id}`,
    transform: `translate(${box.x} ${box.y})`},
  s('title', {}, name(id)),
  s('rect', {width: BOX.width, height: BOX.height, rx: 10}),
  s('text', {class: 'glyph', x: 16, y: BOX.height / 2 + 5, 'text-anchor': 'middle', 'aria-hidden': 'true'}),
  s('text', {class: 'label', 'aria-hidden': 'true'}, text.map((row, i) =>
    s('tspan', {x: 30, y: BOX.height / 2 + 4.5 + (i - (text.length - 1) / 2) * 14.5}, row))));
}

function makeLine(edge, boxes) {
  const a = boxes.get(edge.from), b = boxes.get(edge.to);
  const x1 = a.x + BOX.width, y1 = a.y + BOX.height / 2, x2 = b.x, y2 = b.y + BOX.height / 2;
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  const kind = ['line', edge.choice ? 'choice' : '', b.column - a.column > FAR ? 'long' : ''].join(' ');
  return s('path', {class: kind, d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`});
}

function makePicture(svg, ids, key) {
  const layout = layOut(model.catalog, ids);
  const nodes = new Map([...layout.boxes].map(([id, box]) => [id, makeNode(id, box)]));
  const drawn = layout.edges.map((edge) => ({...edge, path: makeLine(edge, layout.boxes)}));
  const world = s('g', {},
    layout.bands.map((band, i) => s('g', {class: i % 2 ? 'band odd' : 'band'},
      s('rect', {x: band.x, y: 0, width: band.width, height: layout.height}),
      s('text', {x: band.x + 22, y: 30}, band.title))),
    s('g', {class: 'lines', 'aria-hidden': 'true'}, drawn.map((edge) => edge.path)),
    [...nodes.values()]);
  const plate = s('text', {class: 'plate', 'aria-hidden': 'true'});
  svg.replaceChildren(world, plate);
  const view = picture?.view ?? camera(svg);
  view.hold(world, layout);
  return {layout, key, nodes, edges: drawn, view};
}

function colour() {
  const next = model.state.next?.[0]?.id;
  for (const [id, node] of picture.nodes) {
    const state = standing(id);
    const skill = model.byId.get(id);
    const faded = isFiltered() && !passes(skill);
    node.setAttribute('class', ['node', state, id === next ? 'next' : '', id === selected ? 'selected' : '',
      faded ? 'faded' : isFiltered() ? 'hit' : '', model.avoided.has(id) ? 'avoided' : ''].join(' '));
    node.querySelector('.glyph').textContent = GLYPHS[state];
    node.setAttribute('aria-label', `${skill.name}, ${WORDS[state]}${id === next ? ', the next step' : ''}, ${skill.hours}`);
    if (id === selected) node.setAttribute('aria-current', 'true'); else node.removeAttribute('aria-current');
    node.setAttribute('tabindex', id === current ? 0 : -1);
  }
  for (const edge of picture.edges) {
    const near = selected !== null && (edge.from === selected || edge.to === selected);
    edge.path.classList.toggle('near', near);
    edge.path.classList.toggle('far', selected !== null && !near);
    // Of alternatives only what leads on from a skill that is taken, or all that concern the open one.
    edge.path.classList.toggle('off', edge.choice && !near && standing(edge.from) === 'outside');
  }
}

function results() {
  const list = root.querySelector('#found');
  const all = found();
  list.hidden = filters.text.trim() === '';
  list.replaceChildren(...all.slice(0, 8).map((skill) => h('li', {}, h('a', {href: `#map/${encodeURIComponent(skill.id)}`,
    onclick: () => { list.hidden = true; }},
  h('span', {class: `glyph ${standing(skill.id)}`, 'aria-hidden': 'true'}, GLYPHS[standing(skill.id)]), ' ', skill.name))));
  root.querySelector('#hits').textContent = filters.text.trim() === '' ? '' : `${count(all.length, 'skill')} found`;
}

function refreshPicture() {
  const ids = shownIds();
  const key = [...ids].sort().join(' ');
  const svg = root.querySelector('svg');
  if (picture?.key !== key || picture.view.svg !== svg) {
    const held = svg.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const moved = picture === null || picture.view.svg !== svg;
    if (moved) picture = null;
    picture = makePicture(svg, ids, key);
    if (!picture.nodes.has(current)) current = model.state.next?.[0]?.id ?? null;
    if (!picture.nodes.has(current)) [current] = picture.nodes.keys();
    if (moved) picture.view.start(picture.layout.boxes.get(selected ?? current));
    if (held) picture.nodes.get(held)?.focus();
  }
  colour();
}

function option(value, text) {
  return h('option', {value}, text);
}

function filter(label, field, options) {
  const select = h('select', {'aria-label': label, 'data-key': field, onchange: (event) => { filters[field] = event.target.value; colour(); }},
    option('', label), options);
  select.value = filters[field];
  return select;
}

function tools() {
  const {catalog} = model;
  const zoom = (label, sign, run) => h('button', {type: 'button', 'aria-label': label, title: label, 'data-key': label, onclick: run}, sign);
  return h('form', {class: 'tools', role: 'search', onsubmit: (event) => {
    event.preventDefault();
    const [first] = found();
    if (first) {
      root.querySelector('#found').hidden = true;
      location.hash = `map/${encodeURIComponent(first.id)}`;
    }
  }},
  h('div', {class: 'searching'},
    h('input', {type: 'search', id: 'search', 'aria-label': 'Search skills', placeholder: 'Search skills', autocomplete: 'off', value: filters.text,
      oninput: (event) => { filters.text = event.target.value; results(); colour(); },
      onkeydown: (event) => { if (event.key === 'Escape') root.querySelector('#found').hidden = true; }}),
    h('ul', {id: 'found', hidden: true}),
    h('p', {class: 'unseen', id: 'hits', 'aria-live': 'polite'})),
  filter('All areas', 'area', catalog.areas.map((area, i) => option(i, area.title))),
  filter('All levels', 'level', catalog.levels.map((level, i) => option(i, level.title))),
  filter('All states', 'state', Object.entries(WORDS).map(([state, word]) => option(state, word))),
  h('label', {class: 'switch'}, h('input', {type: 'checkbox', checked: filters.all, 'data-key': 'all',
    onchange: (event) => { filters.all = event.target.checked; refreshPicture(); picture.view.fit(); }}), ' Everything'),
  h('span', {class: 'zoom', role: 'group', 'aria-label': 'Zoom'},
    zoom('Zoom out', '−', () => picture.view.zoom(1 / 1.3)), zoom('Zoom in', '+', () => picture.view.zoom(1.3)),
    zoom('Fit', '⤢', () => picture.view.fit())));
}

// In the overview boxes are too small for their names: the one under the pointer or the focus is
// named beside it, in letters that can be read.
function namePlate(event) {
  const node = event.target.closest?.('.node');
  const svg = root.querySelector('svg');
  const plate = svg.querySelector('.plate');
  if (!plate) return;
  plate.textContent = node ? name(node.dataset.id) : '';
  if (!node) return;
  const frame = svg.getBoundingClientRect(), box = node.getBoundingClientRect();
  const half = plate.getComputedTextLength() / 2 + 8;
  const middle = box.left + box.width / 2 - frame.left;
  plate.setAttribute('x', Math.min(frame.width - half, Math.max(half, middle)));
  plate.setAttribute('y', box.top - frame.top < 40 ? box.bottom - frame.top + 20 : box.top - frame.top - 8);
}

function focusNode(id) {
  const node = picture.nodes.get(id);
  if (!node) return;
  current = id;
  colour();
  node.focus({preventScroll: true});
  picture.view.show(picture.layout.boxes.get(id));
}

const nearest = (ids, row) => ids.toSorted((a, b) =>
  Math.abs(picture.layout.boxes.get(a).y - row) - Math.abs(picture.layout.boxes.get(b).y - row))[0];

// Left and right follow the lines, up and down the column.
function walk(event) {
  const id = event.target.closest?.('.node')?.dataset.id;
  if (!id) return;
  const box = picture.layout.boxes.get(id);
  const inColumn = (step) => [...picture.layout.boxes].find(([, b]) => b.column === box.column && b.row === box.row + step)?.[0];
  const along = (from, to) => nearest(picture.edges.filter((edge) => edge[from] === id).map((edge) => edge[to]), box.y);
  const moves = {ArrowUp: () => inColumn(-1), ArrowDown: () => inColumn(1), ArrowLeft: () => along('to', 'from'), ArrowRight: () => along('from', 'to')};
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    location.hash = `map/${encodeURIComponent(id)}`;
  } else if (event.key in moves) {
    event.preventDefault();
    const to = moves[event.key]();
    if (to) focusNode(to);
  }
}

export function draw(main) {
  root = main;
  const svg = s('svg', {class: 'map', role: 'group', 'aria-label': 'Map of skills: arrow keys walk along it, Enter opens a skill'});
  svg.addEventListener('click', (event) => {
    const id = event.target.closest('.node')?.dataset.id;
    if (!id || picture.view.dragged()) return;
    current = id;
    location.hash = `map/${encodeURIComponent(id)}`;
  });
  svg.addEventListener('keydown', walk);
  for (const event of ['pointerover', 'pointerout', 'focusin', 'focusout', 'wheel']) {
    svg.addEventListener(event, (it) => namePlate(event.endsWith('out') || event === 'wheel' ? {target: svg} : it), {passive: true});
  }
  redraw(main, h('h1', {class: 'unseen', tabindex: -1}, 'Map'), tools(), svg,
    h('ul', {class: 'legend', 'aria-label': 'Signs'}, Object.keys(WORDS).map((state) =>
      h('li', {}, h('span', {class: `glyph ${state}`, 'aria-hidden': 'true'}, GLYPHS[state]), ` ${WORDS[state]}`))));
  refreshPicture();
}

export function update() {
  refreshPicture();
}

/** The skill whose panel is open, or null. */
export function select(id) {
  selected = id;
  if (id && !picture.nodes.has(id)) {
    extra = new Set([id, ...named(model.byId.get(id).needs), ...model.catalog.skills
      .filter((skill) => named(skill.needs).includes(id)).map((skill) => skill.id)]);
    refreshPicture();
  }
  if (id) current = id;
  colour();
  if (id) requestAnimationFrame(() => picture.view.show(picture.layout.boxes.get(id)));
}
