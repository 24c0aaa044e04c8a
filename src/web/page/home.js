// Home: where am I, what now.

import {count, h, redraw} from './dom.js';
import {GLYPHS, model, name, standing} from './model.js';
import {act} from './act.js';
import {heatmap} from './heatmap.js';

const button = (text, key, onclick, kind = '') =>
  h('button', {type: 'button', class: kind, 'data-key': key, onclick}, text);

const skillLink = (id) => h('a', {href: `#home/${encodeURIComponent(id)}`, 'data-key': `open ${id}`}, name(id));

function levelRow(level) {
  const when = level.reached ? 'reached'
    : level.left === null ? 'no way there with what you avoid'
      : `${level.left} left${level.even ? ` · by ${level.even}, nine times in ten by ${level.safe}` : ''}`;
  return h('li', {},
    h('div', {class: 'row'}, h('span', {class: 'name'}, level.title),
      model.state.goal_ids.includes(level.id) ? h('span', {class: 'quiet'}, 'your goal')
        : level.reached ? null : button('Make it the goal', `goal ${level.id}`, () => act('goal', ['set', level.id]), 'plain small'),
      h('span', {class: 'number'}, `${level.percent} %`)),
    h('progress', {max: 100, value: level.percent, 'aria-label': level.title}),
    h('p', {class: 'quiet'}, when));
}

function beginning() {
  return h('div', {class: 'card'},
    h('h2', {}, 'Nothing is recorded yet'),
    h('p', {}, `cairn keeps what you have learnt and plans the rest of the way to ${model.state.goals}. `,
      'Say what you can do already on the ', h('a', {href: '#map'}, 'map'),
      ' (click a skill, then “Know it already”), or begin with the first step below.'));
}

function sessionRow(session) {
  const {id} = session;
  const clock = h('span', {class: 'clock', 'data-session': id}, '');
  return h('li', {class: 'session'},
    h('span', {class: 'glyph in_progress', 'aria-hidden': 'true'}, GLYPHS.in_progress),
    model.byId.has(id) ? skillLink(id) : session.name,
    h('span', {class: 'quiet'}, `since ${session.since}`),
    session.forgotten ? h('span', {}, 'How long was it?') : clock,
    session.forgotten ? forgotten(id)
      : h('span', {class: 'buttons'}, button('Stop', `stop ${id}`, () => act('stop', [id]), 'main'),
        button('Done', `done ${id}`, () => act('done', [id]))));
}

// The clock cannot tell how long somebody sat there who forgot to stop.
function forgotten(id) {
  return h('form', {class: 'inline', onsubmit: (event) => {
    event.preventDefault();
    act('stop', [id], {after: event.target.elements.after.value});
  }},
  h('input', {name: 'after', required: true, size: 6, placeholder: '1h30m', autocomplete: 'off',
    'aria-label': 'How long the session was', 'data-key': `after ${id}`}),
  h('button', {type: 'submit', class: 'main', 'data-key': `count ${id}`}, 'Count it'),
  button('Count nothing', `discard ${id}`, () => act('stop', [id], {discard: true})));
}

const clockText = (minutes) => (minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`);

function tickClocks() {
  const gone = (Date.now() - model.at) / 60000;
  for (const session of model.state?.running ?? []) {
    const clock = document.querySelector(`[data-session="${CSS.escape(session.id)}"]`);
    if (!clock) continue;
    const text = clockText(Math.floor(session.minutes + gone));
    if (clock.textContent !== text) clock.textContent = text;
  }
}
setInterval(tickClocks, 1000);

function learning() {
  const {state} = model;
  const running = new Set(state.running.map((session) => session.id));
  const resting = state.in_progress.filter((id) => !running.has(id));
  if (running.size + resting.length === 0) return null;
  return h('section', {'aria-labelledby': 'now'},
    h('h2', {id: 'now', tabindex: -1}, 'In progress'),
    h('ul', {class: 'rows'}, state.running.map(sessionRow), resting.map((id) => h('li', {},
      h('span', {class: 'glyph in_progress', 'aria-hidden': 'true'}, GLYPHS.in_progress),
      skillLink(id), h('span', {class: 'quiet'}, model.byId.get(id)?.hours ?? ''),
      h('span', {class: 'buttons'}, button('Go on', `start ${id}`, () => act('start', [id])),
        button('Done', `done ${id}`, () => act('done', [id])))))));
}

function nextCard(step, first) {
  return h('li', {class: first ? 'card first' : 'card'},
    h('h3', {}, h('span', {class: `glyph ${standing(step.id)}`, 'aria-hidden': 'true'}, GLYPHS[standing(step.id)]), ' ', skillLink(step.id)),
    h('p', {class: 'quiet'}, `${step.hours} · ${step.stage}`),
    h('dl', {}, step.rows.map((row) => [h('dt', {}, row.label), h('dd', {}, row.text)]),
      step.do && [h('dt', {}, 'do'), h('dd', {}, step.do)]),
    h('div', {class: 'buttons'},
      model.inProgress.has(step.id) ? null
        : button('Start', `start ${step.id}`, () => act('start', [step.id]), first ? 'main' : ''),
      button('Done', `done ${step.id}`, () => act('done', [step.id])),
      button('Not this one', `avoid ${step.id}`, () => act('avoid', [step.id]), 'plain')));
}

function nextSteps() {
  const {state} = model;
  if (state.unreachable) {
    return h('section', {class: 'card wrong'}, h('h2', {tabindex: -1}, 'There is no way'),
      h('p', {}, state.unreachable.text.split('\n')[0]),
      h('div', {class: 'buttons'}, state.unreachable.blame.map((id) =>
        button(`Allow ${name(id)} again`, `allow ${id}`, () => act('unchoose', [id])))));
  }
  if (state.next.length === 0) {
    return h('section', {class: 'card'}, h('h2', {tabindex: -1}, 'You are there'),
      h('p', {}, `Nothing is left to learn for ${state.goals}. Another goal: `, h('code', {}, 'cairn goal set ID')));
  }
  return h('section', {'aria-labelledby': 'next'},
    h('h2', {id: 'next', tabindex: -1}, 'Next'),
    h('ol', {class: 'cards'}, state.next.map((step, i) => nextCard(step, i === 0))));
}

export function draw(root) {
  const {state} = model;
  const empty = state.known.length === 0 && state.in_progress.length === 0;
  redraw(root, h('div', {class: 'column'},
    h('h1', {tabindex: -1}, state.goals),
    h('p', {class: 'lead'}, model.catalog.title, ' · ', count(state.known.length, 'skill'), ' known',
      state.plan ? ` · ${state.plan.likely} to go` : ''),
    empty ? beginning() : null,
    h('ul', {class: 'levels', 'aria-label': 'Levels'}, state.levels.map(levelRow)),
    learning(), nextSteps(), heatmap(state)));
  tickClocks();
}

export const update = draw;
