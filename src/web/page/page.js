// The frame: which view is shown, and staying up to date.

import {h, redraw} from './dom.js';
import {Gone, fetchDocument} from './api.js';
import {model, refresh, watch} from './model.js';
import {act} from './act.js';
import {say} from './toast.js';
import {openPanel, updatePanel} from './panel.js';
import * as home from './home.js';
import * as map from './map.js';
import * as roadmap from './roadmap.js';
import * as history from './history.js';

const VIEWS = {home, map, roadmap, history};
const TITLES = {home: 'Home', map: 'Map', roadmap: 'Roadmap', history: 'History'};
const LOOK_EVERY = 1000;
const NEW_DAY_EVERY = 600000;

const main = document.getElementById('main');
let shown = null;

// `#map/postgresql`: the view, and the skill whose panel is open.
function place() {
  const [view, skill] = location.hash.slice(1).split('/').map(decodeURIComponent);
  return {view: view in VIEWS ? view : 'home', skill: model.byId.has(skill) ? skill : null};
}

function drawViews(current) {
  redraw(document.getElementById('views'), Object.keys(VIEWS).map((view) =>
    h('a', {href: `#${view}`, 'data-key': view, 'aria-current': view === current ? 'page' : null},
      TITLES[view])));
}

function show() {
  const {view, skill} = place();
  if (view !== shown) {
    const first = shown === null;
    shown = view;
    main.className = view;
    main.replaceChildren();
    document.title = `${TITLES[view]} · cairn`;
    drawViews(view);
    VIEWS[view].draw(main);
    if (!first) main.focus({preventScroll: true});
    window.scrollTo(0, 0);
  }
  openPanel(skill, view);
  VIEWS[view].select?.(skill);
}

function update() {
  if (shown) VIEWS[shown].update(main);
  updatePanel();
}

const trouble = document.getElementById('trouble');
function complain(text) {
  if (trouble.textContent !== text) trouble.textContent = text;
  trouble.hidden = !text;
}

// Has somebody else recorded something?
let fresh = Date.now();
async function look() {
  if (document.hidden) return;
  try {
    const {changes} = await fetchDocument('changes');
    if (changes !== model.state?.changes || Date.now() - fresh > NEW_DAY_EVERY) {
      await refresh();
      fresh = Date.now();
    }
    complain('');
  } catch (problem) {
    complain(problem instanceof Gone ? problem.message : `The page is not up to date: ${problem.message}`);
  }
}

async function keepLooking() {
  await look();
  setTimeout(keepLooking, LOOK_EVERY);
}

document.addEventListener('visibilitychange', look);
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select');
  if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !typing) {
    event.preventDefault();
    act(event.shiftKey ? 'redo' : 'undo', []);
  } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const search = () => document.getElementById('search').focus();
    if (shown === 'map') {
      search();
    } else {
      window.addEventListener('hashchange', search, {once: true});
      location.hash = 'map';
    }
  }
});

try {
  await refresh();
  watch(update);
  window.addEventListener('hashchange', show);
  show();
} catch (problem) {
  complain(problem.message);
  say(problem.message, {wrong: true});
}
setTimeout(keepLooking, LOOK_EVERY);
