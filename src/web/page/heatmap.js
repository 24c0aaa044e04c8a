// The last half year, a square a day.

import {count, h, s} from './dom.js';

const WEEKS = 26;
const DAY = 86400000;
const STEP = 14;

const shade = (day) => {
  if (!day) return 0;
  if (day.minutes === 0) return 1;
  return day.minutes <= 60 ? 2 : day.minutes <= 120 ? 3 : 4;
};

/** Null where nothing was done in that time. Weeks begin on Monday. */
export function heatmap(state) {
  const today = Date.parse(state.today);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
  const begin = monday - (WEEKS - 1) * 7 * DAY;
  const days = new Map(state.days.map((day) => [day.day, day]));
  const squares = [];
  let active = 0, minutes = 0;
  for (let at = begin; at <= today; at += DAY) {
    const iso = new Date(at).toISOString().slice(0, 10);
    const day = days.get(iso);
    const index = Math.round((at - begin) / DAY);
    if (day) { active += 1; minutes += day.minutes; }
    squares.push(s('rect', {class: `day d${shade(day)}`, x: Math.floor(index / 7) * STEP, y: (index % 7) * STEP,
      width: STEP - 3, height: STEP - 3, rx: 2}, day ? s('title', {}, day.text) : null));
  }
  if (active === 0) return null;
  const hours = (Math.round(minutes / 6) / 10).toLocaleString('en');
  const text = `${hours} h on ${count(active, 'day')} of the last ${WEEKS} weeks`;
  return h('section', {'aria-labelledby': 'lately'},
    h('h2', {id: 'lately', tabindex: -1}, 'Lately'),
    s('svg', {class: 'heatmap', viewBox: `0 0 ${WEEKS * STEP} ${7 * STEP}`, role: 'img', 'aria-label': text}, squares),
    h('p', {class: 'quiet'}, text));
}
