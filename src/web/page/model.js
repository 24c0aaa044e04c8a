// What the page knows: the catalog, and how the person stands. The server decides; for the moment
// until it has answered, what a click means for the states is worked out here as well.

import {fetchDocument, post} from './api.js';

const listeners = new Set();

export const model = {
  catalog: null,
  state: null,
  at: 0,  // when the state came, by this machine's clock
  byId: new Map(),
  known: new Set(),
  inProgress: new Set(),
  ready: new Set(),
  planned: new Set(),
  chosen: new Set(),
  avoided: new Set(),
};

/** Calls `listener` after every change of the model; returns how to stop that. */
export function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = () => listeners.forEach((listener) => listener());

export const name = (id) => model.byId.get(id)?.name ?? id;
export const names = (ids) => ids.map(name).join(', ');

/** known, in_progress, ready, planned or outside. */
export function standing(id) {
  if (model.known.has(id)) return 'known';
  if (model.inProgress.has(id)) return 'in_progress';
  if (model.ready.has(id)) return 'ready';
  return model.planned.has(id) ? 'planned' : 'outside';
}

export const WORDS = {
  known: 'known', in_progress: 'in progress', ready: 'ready', planned: 'planned',
  outside: 'not in the plan',
};
export const GLYPHS = {known: '✔', in_progress: '◐', ready: '●', planned: '○', outside: '·'};

/** Whether a formula holds: an id, a list of formulas (all), {any: [...]} or {at_least, of}. */
export function holds(needs, known) {
  if (typeof needs === 'string') return known.has(needs);
  if (Array.isArray(needs)) return needs.every((part) => holds(part, known));
  if (needs.any) return needs.any.some((part) => holds(part, known));
  return needs.of.filter((part) => holds(part, known)).length >= needs.at_least;
}

/** The ids that a formula names; `strict` leaves the alternatives out. */
export function named(needs, strict = false) {
  if (typeof needs === 'string') return [needs];
  if (Array.isArray(needs)) return needs.flatMap((part) => named(part, strict));
  return strict ? [] : (needs.any ?? needs.of).flatMap((part) => named(part));
}

function take(state) {
  if (state !== model.state) model.at = Date.now();
  model.state = state;
  model.known = new Set(state.known);
  model.inProgress = new Set(state.in_progress);
  model.ready = new Set(state.ready);
  model.chosen = new Set(state.chosen);
  model.avoided = new Set(state.avoided);
  model.planned = new Set((state.stages ?? []).flatMap((stage) => stage.steps.map((step) => step.id)));
}

async function loadCatalog() {
  model.catalog = await fetchDocument('catalog');
  model.byId = new Map(model.catalog.skills.map((skill) => [skill.id, skill]));
}

/** Gets the state anew, and the catalog where it is another one. */
export async function refresh() {
  const [state] = await Promise.all([fetchDocument('state'), model.catalog ?? loadCatalog()]);
  if (model.state && model.state.edition !== state.edition) await loadCatalog();
  take(state);
  tell();
}

function foresee(command, ids) {
  if (command === 'done' || command === 'know') {
    ids.forEach((id) => { model.known.add(id); model.inProgress.delete(id); model.ready.delete(id); });
    for (const skill of model.catalog.skills) {
      if (!model.known.has(skill.id) && holds(skill.needs, model.known)) model.ready.add(skill.id);
    }
  } else if (command === 'start') {
    ids.forEach((id) => { model.inProgress.add(id); model.known.delete(id); });
  } else {
    return;
  }
  tell();
}

/**
 * Records: runs `cairn COMMAND WORDS OPTIONS`. The states change at once; the answer then corrects
 * them. Throws, with the states as they were, where nothing was recorded.
 */
export async function record(command, words, options = {}) {
  foresee(command, words);
  try {
    const reply = await post(command, words, options);
    take(reply.state);
    return reply;
  } catch (problem) {
    take(model.state);
    throw problem;
  } finally {
    tell();
  }
}
