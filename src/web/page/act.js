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

/** Records, and says so with a way back; says what is wrong where it is. Whether it was recorded. */
export async function act(command, words, options = {}) {
  try {
    const {answer, remark} = await record(command, words, options);
    if (!answer?.recorded) {
      say(remark.replace(/^cairn: /, '').trim() || 'Nothing was recorded.');
      return false;
    }
    const undoing = command === 'undo' || command === 'redo';
    const hours = command === 'stop' ? answer.events.at(-1).hours : undefined;
    const counted = hours ? [`${Math.round(hours * 60)} min counted.`] : [];
    say([HEADLINES[command](words), ...counted, ...outcome(answer)].join(' '),
      {undo: undoing ? null : answer.events.at(-1).id});
    return true;
  } catch (problem) {
    say(problem.message, {wrong: true});
    return false;
  }
}
