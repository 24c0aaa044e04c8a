// Talks to the server. Every failure is an Error whose message is one sentence for a person.

const token = document.querySelector('meta[name="cairn-token"]').content;

/** The server could not be reached at all. */
export class Gone extends Error {}

async function ask(path, request) {
  let answer;
  try {
    answer = await fetch(path, {cache: 'no-store', ...request});
  } catch {
    throw new Gone('cairn serve has ended. Start it again and load this page anew.');
  }
  const body = await answer.json();
  if (answer.ok) return body;
  const {message, hint} = body.error;
  throw new Error(hint ? `${message}; ${hint}` : message);
}

/** A document of the page (`state`, `catalog`, `skill/ID`) or what a reading command answers. */
export function fetchDocument(path, options = {}) {
  const query = new URLSearchParams(options).toString();
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  return ask(`/api/${escaped}${query ? `?${query}` : ''}`);
}

export function post(command, words, options) {
  return ask(`/api/${command}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Cairn-Token': token},
    body: JSON.stringify({words, options}),
  });
}
