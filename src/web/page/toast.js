// Says what happened, below, with the way back. Stays while the pointer or the focus is on it.

import {h} from './dom.js';
import {act} from './act.js';

const STAY = 10000;
const MOST = 3;

function keep(toast) {
  let timer = 0;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), STAY); };
  const hold = () => clearTimeout(timer);
  for (const event of ['pointerenter', 'focusin']) toast.addEventListener(event, hold);
  for (const event of ['pointerleave', 'focusout']) toast.addEventListener(event, wait);
  wait();
}

/** `undo` is the id of the event that the toast's button takes back, if any. */
export function say(text, {undo = null, wrong = false} = {}) {
  const toast = h('div', {class: wrong ? 'toast wrong' : 'toast'},
    h('p', {}, text),
    undo && h('button', {type: 'button', onclick: () => { toast.remove(); act('undo', [], {event: undo}); }}, 'Undo'),
    h('button', {type: 'button', class: 'plain', 'aria-label': 'Close this message',
      onclick: () => toast.remove()}, '×'));
  const box = document.getElementById('toasts');
  box.append(toast);
  while (box.children.length > MOST) box.firstChild.remove();
  keep(toast);
}
