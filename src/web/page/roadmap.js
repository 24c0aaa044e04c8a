// Roadmap: the whole way in stages, the choices in it, and what fits into some hours.

import {h, redraw} from './dom.js';
import {fetchDocument} from './api.js';
import {GLYPHS, WORDS, model, name, names, standing} from './model.js';
import {act} from './act.js';

const link = (id) => h('a', {href: `#roadmap/${encodeURIComponent(id)}`, 'data-key': `open ${id}`}, name(id));
const hoursText = (hours) => `${hours.toLocaleString('en', {maximumFractionDigits: 1})} h`;

function stepRow(step, number) {
  const state = standing(step.id);
  const weeks = step.first_week === step.last_week ? `${step.first_week}` : `${step.first_week}–${step.last_week}`;
  return h('tr', {},
    h('td', {class: 'number'}, number),
    h('th', {scope: 'row'}, h('span', {class: `glyph ${state}`, 'aria-hidden': 'true'}, GLYPHS[state]), ' ', link(step.id),
      h('span', {class: 'unseen'}, `, ${WORDS[state]}`)),
    h('td', {class: 'number'}, step.hours),
    h('td', {class: 'number weeks'}, weeks),
    h('td', {class: 'when'}, step.when),
    h('td', {class: 'why'}, step.why));
}

function stageSection(stage, first, index) {
  return h('details', {class: 'stagepart', open: index === 0, 'data-stage': stage.title},
    h('summary', {'data-key': `stage ${stage.title}`}, h('span', {class: 'name'}, stage.title),
      h('span', {class: 'quiet'}, ` ${stage.skills} · ${stage.hours} · ${stage.when}`)),
    h('p', {class: 'quiet'}, `As likely as not by ${stage.even}, nine times in ten by ${stage.safe}.`),
    h('table', {},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col', class: 'number'}, '#'), h('th', {scope: 'col'}, 'Skill'),
        h('th', {scope: 'col', class: 'number'}, 'Hours'), h('th', {scope: 'col', class: 'number weeks'}, 'Weeks'),
        h('th', {scope: 'col', class: 'when'}, 'When'), h('th', {scope: 'col', class: 'why'}, 'Why here'))),
      h('tbody', {}, stage.steps.map((step, i) => stepRow(step, first + i)))));
}

async function compare(choice, other, out) {
  out.replaceChildren(h('p', {class: 'quiet'}, '…'));
  try {
    const found = await fetchDocument('compare', {choose: other, against: choice.taken});
    const side = found.choose;
    if (!side.proof || !found.against.proof) {
      out.replaceChildren(h('p', {}, `There is no way to ${model.state.goals} with ${name(other)} and what you avoid.`));
      return;
    }
    const more = side.proof.hours - found.against.proof.hours;
    out.replaceChildren(
      h('p', {}, `With ${name(other)}: ${hoursText(side.proof.hours)}, `,
        more === 0 ? 'as long as' : `${hoursText(Math.abs(more))} ${more > 0 ? 'more' : 'less'} than`, ` with ${name(choice.taken)}.`),
      h('dl', {},
        side.only_here.length > 0 && [h('dt', {}, 'in'), h('dd', {}, names(side.only_here))],
        found.against.only_here.length > 0 && [h('dt', {}, 'out'), h('dd', {}, names(found.against.only_here))]),
      h('button', {type: 'button', onclick: () => act('choose', [other])}, `Choose ${name(other)}`));
  } catch (problem) {
    out.replaceChildren(h('p', {}, problem.message));
  }
}

function choiceRow(choice, index) {
  const out = h('div', {class: 'compared', 'aria-live': 'polite'});
  const others = choice.members.filter((id) => id !== choice.taken);
  return h('li', {},
    h('p', {}, link(choice.taken), ` of ${choice.members.length}`,
      h('span', {class: 'quiet'}, choice.saved === '0 h' ? ` · as cheap as ${names(choice.over)}` : ` · ${choice.saved} less than ${names(choice.over)}`)),
    h('select', {'data-key': `choice ${index}`, 'aria-label': `Instead of ${name(choice.taken)}`, onchange: (event) => {
      if (event.target.value) compare(choice, event.target.value, out); else out.replaceChildren();
    }}, h('option', {value: ''}, 'compare with…'), others.map((id) => h('option', {value: id}, name(id)))),
    out);
}

// Kept while the view is open, so that the slider stays where it was put.
let budget = 40;
let asked = 0;

async function fit(out) {
  const mine = ++asked;
  try {
    const found = await fetchDocument('fit', {hours: budget});
    if (mine !== asked) return;
    out.replaceChildren(
      found.steps.length === 0 ? h('p', {}, 'No step of the plan fits into that.')
        : h('ul', {class: 'chips'}, found.steps.map((id) => h('li', {class: 'chip'}, link(id)))),
      h('p', {class: 'quiet'}, `${hoursText(found.hours)} used, worth ${found.weight}`,
        found.just_out.length > 0 ? ` · just out: ${found.just_out.slice(0, 3).map((it) => `${name(it.id)}, ${hoursText(it.hours_missing)} short`).join(' · ')}` : ''));
  } catch (problem) {
    if (mine === asked) out.replaceChildren(h('p', {}, problem.message));
  }
}

function fitSection() {
  const out = h('div', {'aria-live': 'polite'});
  const shown = h('output', {}, `${budget} h`);
  let timer = 0;
  const slider = h('input', {type: 'range', min: 5, max: 400, step: 5, 'data-key': 'budget', id: 'budget', oninput: (event) => {
    budget = Number(event.target.value);
    shown.textContent = `${budget} h`;
    clearTimeout(timer);
    timer = setTimeout(() => fit(out), 60);
  }});
  slider.value = budget;
  fit(out);
  return h('section', {class: 'card', 'aria-labelledby': 'fits'},
    h('h2', {id: 'fits', tabindex: -1}, 'What fits into so many hours?'),
    h('p', {class: 'slider'}, h('label', {for: 'budget'}, 'Hours'), ' ', slider, ' ', shown), out);
}

function stages(state) {
  let first = 1;
  return state.stages.map((stage, index) => {
    const part = stageSection(stage, first, index);
    first += stage.steps.length;
    return part;
  });
}

export function draw(root) {
  const {state} = model;
  const openStages = new Set([...root.querySelectorAll('details[open]')].map((it) => it.dataset.stage));
  const redrawn = root.querySelector('details') !== null;
  if (!state.plan || state.stages.length === 0) {
    redraw(root, h('div', {class: 'column'}, h('h1', {tabindex: -1}, 'Roadmap'),
      h('p', {class: 'lead'}, state.unreachable ? state.unreachable.text.split('\n')[0] : `You are there: nothing is left to learn for ${state.goals}.`)));
    return;
  }
  const {plan} = state;
  redraw(root, h('div', {class: 'column wide'},
    h('h1', {tabindex: -1}, `${state.goals} from here`),
    h('p', {class: 'lead'}, `${plan.skills} · ${plan.hours} · ${plan.proof}`),
    h('p', {}, `At ${plan.hours_per_week} h a week: by ${plan.finish} as planned, as likely as not by ${plan.even}, nine times in ten by ${plan.safe}.`),
    stages(state),
    state.choices.length > 0 ? h('section', {'aria-labelledby': 'choices'}, h('h2', {id: 'choices', tabindex: -1}, 'Choices made'),
      h('ul', {class: 'choices'}, state.choices.map(choiceRow))) : null,
    fitSection()));
  if (redrawn) {
    for (const part of root.querySelectorAll('details')) part.open = openStages.has(part.dataset.stage);
  }
}

export const update = draw;
