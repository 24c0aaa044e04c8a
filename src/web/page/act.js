// What a button does: records, then says what came of it.

import {model, name, names, record} from './model.js';
import {say} from './toast.js';

const HEADLINES = {
  done: (ids) => `${names(ids)}: done.`,
  know: (ids) => `${names(ids)}: known.`,
  start: (ids) => `${names(ids)}: begun.`,
  choose: (ids) => `${names(ids)} chosen.`,
  avoid: (ids) => `${names(ids)}: not in any plan now.`,
  unchoose: (ids) => `${names(ids)} left to the plan again.`,
  stop: ([id]) => `${name(id)}: session ended.`,
  log: ([id, hours]) => `${name(id)}: ${hours} logged.`,
  goal: ([, ...ids]) => `The goal is ${ids.map((id) => model.catalog.levels.find((level) => level.id === id)?.title ?? name(id)).join(', ')}.`,
  tick: ([id], {clear}) => `${name(id)}: ${clear ? 'tick taken away' : 'ticked'}.`,
  note: ([id]) => `Noted about ${name(id)}.`,
  undo: () => 'Undone.',
  redo: () => 'Done again.',
};

function outcome(answer) {
  const parts = [];
  const fresh = answer.now_ready ?? [];
  if (fresh.length > 0) {
    parts.push(`Now ready: ${names(fresh.slice(0, 4))}${fresh.length > 4 ? ` and ${fresh.length - 4} more` : ''}.`);
  }
  const left = answer.hours_left;
  if (left?.before != null && left?.after != null && left.before !== left.after) {
    const more = left.after - left.before;
    parts.push(`${model.state.goals}: ${Math.abs(more).toLocaleString('en')} h ${more < 0 ? 'less' : 'more'}.`);
  }
  if (answer.unreachable) parts.push(model.state.unreachable?.text.split('\n')[0] ?? '');
  return parts;
}

// One action may have recorded several things: to start one skill ends the session of another.
async function takeBack(events) {
  for (const event of events.toReversed()) {
    if (!await act('undo', [], {event: event.id})) return;
  }
}

/** Records, and says so with a way back; says what is wrong where it is. Whether it was recorded. */
export async function act(command, words, options = {}) {
  try {
    const {answer, remark} = await record(command, words, options);
    if (!answer?.recorded) {
      say(remark.replace(/^cairn: /, '').trim() || 'Nothing was recorded.');
      return false;
    }
    const ended = answer.events.find((event) => event.kind === 'stop' && event.hours);
    const counted = ended ? [`${name(ended.ids[0])}: ${Math.round(ended.hours * 60)} min counted.`] : [];
    say([HEADLINES[command](words, options), ...counted, ...outcome(answer)].join(' '),
      {back: () => takeBack(answer.events), way: command === 'undo' ? 'Redo' : 'Undo'});
    return true;
  } catch (problem) {
    say(problem.message, {wrong: true});
    return false;
  }
}
