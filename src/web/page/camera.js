// Pan and zoom of an SVG: by pointer, wheel, two fingers and keys.

import {BOX} from './layout.js';

const LEAST = 0.12;
const TINY = 0.55;  // below it a box has no room for letters that can be read
const MOST = 2.5;
const EDGE = 24;
const SLIP = 5;

/** `hold(world, size)` says what is looked at; `start`, `fit`, `zoom` and `show` where to. */
export function camera(svg) {
  let world = null, size = {width: 1, height: 1};
  let scale = 1, x = 0, y = 0;
  let moved = false;
  const fingers = new Map();

  const put = () => {
    world.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
    svg.classList.toggle('tiny', scale < TINY);
    // Stages keep letters that can be read, however small the rest is.
    svg.style.setProperty('--once', String(1 / scale));
  };
  const room = () => svg.getBoundingClientRect();
  const clamp = () => {
    const {width, height} = room();
    const hold = (at, length, view) => Math.min(view * 0.6, Math.max(at, view * 0.4 - length * scale));
    x = hold(x, size.width, width);
    y = hold(y, size.height, height);
  };
  // All of it can be seen, however large it is.
  const whole = () => Math.min((room().width - EDGE) / size.width, (room().height - EDGE) / size.height);
  const least = () => Math.min(LEAST, whole());
  const zoomAt = (factor, px, py) => {
    const to = Math.min(MOST, Math.max(least(), scale * factor));
    x = px - (px - x) * (to / scale);
    y = py - (py - y) * (to / scale);
    scale = to;
    clamp();
    put();
  };

  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    const box = room();
    if (event.ctrlKey || !event.shiftKey) zoomAt(Math.exp(-event.deltaY * 0.0016), event.clientX - box.left, event.clientY - box.top);
    else { x -= event.deltaY + event.deltaX; clamp(); put(); }
  }, {passive: false});

  svg.addEventListener('pointerdown', (event) => {
    if (fingers.size === 0) moved = false;
    fingers.set(event.pointerId, {x: event.clientX, y: event.clientY, from: {x: event.clientX, y: event.clientY}});
  });
  svg.addEventListener('pointermove', (event) => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const dx = event.clientX - finger.x, dy = event.clientY - finger.y;
    if (!moved && Math.hypot(event.clientX - finger.from.x, event.clientY - finger.from.y) < SLIP) return;
    if (!moved) {
      moved = true;
      svg.setPointerCapture(event.pointerId);
    }
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, it]) => it);
      const box = room();
      const before = Math.hypot(finger.x - other.x, finger.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      if (before > 0) zoomAt(after / before, (event.clientX + other.x) / 2 - box.left, (event.clientY + other.y) / 2 - box.top);
    } else {
      x += dx;
      y += dy;
      clamp();
      put();
    }
    finger.x = event.clientX;
    finger.y = event.clientY;
  });
  for (const end of ['pointerup', 'pointercancel']) {
    svg.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  svg.addEventListener('keydown', (event) => {
    const {width, height} = room();
    if (event.key === '+' || event.key === '=') zoomAt(1.3, width / 2, height / 2);
    else if (event.key === '-') zoomAt(1 / 1.3, width / 2, height / 2);
    else if (event.key === '0') api.fit();
  });

  const api = {
    svg,
    hold(group, layout) {
      world = group;
      size = layout;
      put();
    },
    /** True when the pointer that was just let go has moved the picture. */
    dragged: () => moved,
    zoom(factor) {
      const {width, height} = room();
      zoomAt(factor, width / 2, height / 2);
    },
    fit() {
      const {width, height} = room();
      scale = Math.min(MOST / 2, whole());
      x = (width - size.width * scale) / 2;
      y = (height - size.height * scale) / 2;
      put();
    },
    /** At reading size, with the box to the left of the middle: what follows it is to the right. */
    start(box) {
      const {width, height} = room();
      scale = Math.min(1, Math.max(0.7, (height - EDGE) / size.height));
      x = width * 0.3 - (box.x + BOX.width / 2) * scale;
      y = size.height * scale < height ? (height - size.height * scale) / 2 : height / 2 - (box.y + BOX.height / 2) * scale;
      x = Math.min(x, EDGE);
      put();
    },
    /** Moves no further than it takes to see the box. */
    show(box) {
      const {width, height} = room();
      if (scale < 0.5) scale = 0.8;
      const left = x + box.x * scale, top = y + box.y * scale;
      const right = left + BOX.width * scale, bottom = top + BOX.height * scale;
      if (left < EDGE) x += EDGE - left; else if (right > width - EDGE) x -= right - (width - EDGE);
      if (top < EDGE) y += EDGE - top; else if (bottom > height - EDGE) y -= bottom - (height - EDGE);
      put();
    },
  };
  return api;
}
