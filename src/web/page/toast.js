// Says what happened, below, with the way back. Stays while the pointer or the focus is on it.

import {h} from './dom.js';

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

/** `back` is what the toast's button does, and `way` what it says; none where there is no way back. */
export function say(text, {back = null, way = 'Undo', wrong = false} = {}) {
  const toast = h('div', {class: wrong ? 'toast wrong' : 'toast'},
    h('p', {}, text),
    back && h('button', {type: 'button', onclick: () => { toast.remove(); back(); }}, way),
    h('button', {type: 'button', class: 'plain', 'aria-label': 'Close this message',
      onclick: () => toast.remove()}, '×'));
  const box = document.getElementById('toasts');
  box.append(toast);
  while (box.children.length > MOST) box.firstChild.remove();
  keep(toast);
}
