// History: what was recorded, and taking it back.

import {h, redraw} from './dom.js';
import {fetchDocument} from './api.js';
import {model, name} from './model.js';
import {act} from './act.js';

const SHOWN = 200;
const VERBS = {'goal-set': 'goal set', 'goal-add': 'goal added', 'goal-drop': 'goal dropped'};
let events = null;

const day = (event) => event.at.slice(0, 10);
const short = (iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB', {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
const long = (iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB',
  {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});

function subject(event) {
  if (event.ids.length === 0) return '';
  const some = event.ids.slice(0, 4).map((id) => model.byId.has(id)
    ? h('a', {href: `#history/${encodeURIComponent(id)}`, 'data-key': `${event.id} ${id}`}, name(id))
    : model.catalog.levels.find((level) => level.id === id)?.title ?? id);
  const rest = event.ids.length - some.length;
  return [' ', some.flatMap((one, i) => (i === 0 ? [one] : [', ', one])), rest > 0 ? ` and ${rest} more` : ''];
}

function row(event) {
  const undone = event.kind === 'undo' && events.find((other) => other.id === event.undoes);
  return h('li', {class: event.counts ? '' : 'undone'},
    h('span', {}, VERBS[event.kind] ?? event.kind,
      undone ? [': ', undone.kind, subject(undone)] : subject(event),
      event.hours ? `, ${event.hours} h` : '', event.on && event.on !== day(event) ? ` on ${short(event.on)}` : '', event.note ? `: ${event.note}` : '', event.outcomes ? `: ${event.outcomes.join('; ')}` : '',
      event.counts ? null : h('span', {class: 'quiet'}, ' (undone)')),
    event.counts && event.kind !== 'undo'
      ? h('button', {type: 'button', 'data-key': `undo ${event.id}`, 'aria-label': `Undo ${event.kind} ${event.ids.map(name).join(', ')}`,
        onclick: () => act('undo', [], {event: event.id})}, 'Undo')
      : null);
}

function days() {
  const groups = [];
  for (const event of events.toReversed()) {
    if (groups.at(-1)?.day !== day(event)) groups.push({day: day(event), rows: []});
    groups.at(-1).rows.push(row(event));
  }
  return groups.map((group) => h('section', {}, h('h2', {tabindex: -1}, long(group.day)), h('ul', {class: 'rows log'}, group.rows)));
}

export async function update(root) {
  ({events} = await fetchDocument('history', {count: SHOWN}));
  if (root.className !== 'history') return;
  redraw(root, h('div', {class: 'column'},
    h('h1', {tabindex: -1}, 'History'),
    h('div', {class: 'buttons'},
      h('button', {type: 'button', 'data-key': 'undo', disabled: events.length === 0, onclick: () => act('undo', [])}, 'Undo the last'),
      h('button', {type: 'button', 'data-key': 'redo', disabled: events.length === 0, onclick: () => act('redo', [])}, 'Redo')),
    events.length === 0 ? h('p', {class: 'lead'}, 'Nothing is recorded yet.') : days(),
    events.length === SHOWN ? h('p', {class: 'quiet'}, `The latest ${SHOWN}; cairn history shows all.`) : null));
}

export const draw = update;
