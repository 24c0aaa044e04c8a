// The panel beside a view: all about one skill, and what can be recorded of it.

import {h, outward, redraw} from './dom.js';
import {GLYPHS, WORDS, model, name, standing} from './model.js';
import {fetchDocument} from './api.js';
import {act} from './act.js';

const aside = document.getElementById('panel');
let open = null;      // the skill's id
let view = 'home';
let detail = null;    // what the server says of it, once it has
let opener = null;    // what had the focus before

export const linkTo = (id) => h('a', {class: 'chip', href: `#${view}/${encodeURIComponent(id)}`, 'data-key': `to ${id}`},
  h('span', {class: `glyph ${standing(id)}`, 'aria-hidden': 'true'}, GLYPHS[standing(id)]), ' ', name(id),
  h('span', {class: 'unseen'}, `, ${WORDS[standing(id)]}`));

function close() {
  location.hash = view;
}

const section = (title, ...content) => h('section', {}, h('h3', {}, title), content);
const button = (text, command, kind = '', options = () => ({})) => h('button',
  {type: 'button', class: kind, 'data-key': command, onclick: () => act(command, [open], options())}, text);

function buttons(id) {
  const state = standing(id);
  const list = [];
  if (state !== 'known') {
    const runs = model.state.running.some((session) => session.id === id && !session.forgotten);
    if (runs) list.push(button('Stop', 'stop', 'main'));
    else list.push(button(state === 'in_progress' ? 'Go on' : 'Start', 'start', state === 'ready' || state === 'in_progress' ? 'main' : ''));
    list.push(button('Done', 'done'), button('Know it already', 'know'));
    if (model.chosen.has(id) || model.avoided.has(id)) {
      list.push(button('Leave it to the plan', 'unchoose'));
    } else {
      if (!model.planned.has(id)) list.push(button('Choose', 'choose'));
      list.push(button('Avoid', 'avoid'));
    }
  }
  return h('div', {class: 'buttons'}, list);
}

// A tick that was not recorded must not stand there.
async function tick(box, id, number) {
  const {checked} = box;
  if (!await act('tick', [id, String(number)], checked ? {} : {clear: true})) box.checked = !checked;
}

function outcomes(id) {
  if (detail.outcomes.length === 0) return null;
  const known = model.known.has(id);
  return section('You can then', h('ul', {class: 'checks'}, detail.outcomes.map(({text, ticked}, i) =>
    h('li', {}, h('label', {}, h('input', {type: 'checkbox', checked: known || ticked, disabled: known,
      'data-key': `tick ${i}`, onchange: (event) => tick(event.target, id, i + 1)}), h('span', {}, text))))));
}

function logForm(id) {
  return h('form', {class: 'inline', onsubmit: async (event) => {
    event.preventDefault();
    const form = event.target;
    const hours = form.elements.hours.value.trim(), note = form.elements.note.value.trim();
    if (hours === '' && note === '') form.elements.hours.focus();
    else if (await (hours === '' ? act('note', [id, note]) : act('log', [id, hours], note ? {note} : {}))) form.reset();
  }},
  h('label', {}, 'Hours ', h('input', {name: 'hours', size: 5, placeholder: '1h30m',
    autocomplete: 'off', 'data-key': 'hours'})),
  h('label', {class: 'wide'}, 'Note ', h('input', {name: 'note', maxlength: 900, autocomplete: 'off', 'data-key': 'note'})),
  h('button', {type: 'submit', 'data-key': 'log'}, 'Record'));
}

function resources() {
  return section('Learn with', h('ul', {class: 'plainlist'}, detail.resources.map((it) => h('li', {},
    outward(it.url, it.title), h('span', {class: 'quiet'}, [it.by, it.kind, it.access].filter(Boolean).map((t) => ` · ${t}`).join(''))))));
}

function past() {
  return section('Recorded', h('ul', {class: 'plainlist'}, detail.history.toReversed().map((it) =>
    h('li', {class: it.counts ? '' : 'undone'}, `${it.day}: ${it.kind}${it.hours ? `, ${it.hours}` : ''}${it.note ? ': ' : ''}`, h('bdi', {}, it.note ?? ''),
      it.counts ? null : h('span', {class: 'quiet'}, ' (undone)')))));
}

function draw() {
  const skill = model.byId.get(open);
  const state = standing(open);
  const level = skill.level === null ? null : model.catalog.levels[skill.level].title;
  // What is being written in the form must not go when something is recorded elsewhere.
  const form = aside.dataset.of === open ? aside.querySelector('form') : null;
  aside.dataset.of = open;
  redraw(aside,
    h('div', {class: 'panelhead'},
      h('h2', {tabindex: -1, id: 'panelname'}, skill.name),
      h('button', {type: 'button', class: 'plain', 'data-key': 'close', 'aria-label': 'Close', onclick: close}, '×')),
    h('p', {class: `standing ${state}`}, h('span', {class: 'glyph', 'aria-hidden': 'true'}, GLYPHS[state]), ` ${WORDS[state]}`,
      model.chosen.has(open) ? ' · chosen by you' : model.avoided.has(open) ? ' · avoided by you' : ''),
    h('p', {class: 'quiet'}, [skill.hours, level, model.catalog.areas[skill.area].title].filter(Boolean).join(' · '),
      detail?.spent ? ` · ${detail.spent} spent` : ''),
    skill.summary ? h('p', {}, skill.summary) : null,
    buttons(open),
    detail && [
      outcomes(open),
      detail.project ? section('Build', h('p', {}, detail.project)) : null,
      detail.resources.length > 0 ? resources() : null,
      detail.needed.length > 0 ? section('Needs', h('p', {class: 'quiet'}, detail.needs), h('div', {class: 'chips'}, detail.needed.map(linkTo))) : null,
      detail.unlocks.length > 0 ? section('Leads to', h('div', {class: 'chips'}, detail.unlocks.map(linkTo))) : null,
      detail.why ? section('Why', h('p', {}, detail.why.head), h('dl', {}, detail.why.rows.map((row) => [h('dt', {}, row.label), h('dd', {}, row.text)]))) : null,
      section('Hours and notes', form ?? logForm(open)),
      detail.history.length > 0 ? past() : null,
    ]);
}

async function load() {
  const id = open;
  try {
    const found = await fetchDocument(`skill/${id}`);
    if (open !== id) return;
    detail = found;
    draw();
  } catch { /* the frame says that the server is gone */ }
}

/** Opens the panel for a skill over a view, or closes it where `id` is null. */
export function openPanel(id, over) {
  view = over;
  if (id === open) {
    if (open) draw();
    return;
  }
  if (id === null) {
    open = detail = null;
    aside.hidden = true;
    aside.replaceChildren();
    const back = opener?.isConnected ? opener : document.querySelector(`[data-key="${CSS.escape(opener?.dataset?.key ?? '')}"]`);
    (back ?? document.getElementById('main')).focus({preventScroll: true});
    opener = null;
    return;
  }
  if (!open) opener = document.activeElement;
  open = id;
  detail = null;
  aside.hidden = false;
  aside.scrollTop = 0;
  draw();
  aside.querySelector('h2').focus({preventScroll: true});
  load();
}

/** After a change of the model. */
export function updatePanel() {
  if (!open) return;
  draw();
  load();
}

aside.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
