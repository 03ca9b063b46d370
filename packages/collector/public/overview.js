import { barsOf, formatChange, formatParts, formatValue, lastDays, numberOf } from './figures.js';

const KPIS = [
  'revenue',
  'orders',
  'conversion_rate',
  'average_order_value',
  'visits',
  'visitors',
  'bounce_rate',
  'cart_abandonment_rate',
  'revenue_per_visit',
  'new_visitor_share',
];
const DAYS = 30;
const SVG = 'http://www.w3.org/2000/svg';

/** @type {<T extends HTMLElement>(id: string) => T} */
const byId = (id) => /** @type {never} */ (document.getElementById(id));

const choice = byId('choice');
const site = /** @type {HTMLSelectElement} */ (byId('site'));
const refresh = /** @type {HTMLButtonElement} */ (byId('refresh'));
const keyForm = byId('key-form');
const keyInput = /** @type {HTMLInputElement} */ (byId('key'));

/** What the collector answered instead of figures. */
class Refused extends Error {
  constructor(/** @type {number} */ status, /** @type {string} */ message) {
    super(message);
    this.status = status;
  }
}

/** @type {(path: string, body?: object) => Promise<any>} */
async function ask(path, body) {
  const response = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${sessionStorage.getItem('key')}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const { message = `the collector answered ${response.status}`, hint } = answer.error ?? {};
  throw new Refused(response.status, hint ? `${message} – ${hint}` : message);
}

/** @type {any[]} */
let sites = [];
/** @type {Map<string, any>} */
let definitions = new Map();

async function signIn() {
  const [me, list] = await Promise.all([ask('/v1/me'), ask('/v1/kpis')]);
  sites = me.sites;
  definitions = new Map(list.kpis.map((/** @type {any} */ kpi) => [kpi.id, kpi]));
  site.replaceChildren(...sites.map(({ id, name }) => new Option(name, id)));
  const last = sessionStorage.getItem('site');
  if (last !== null && sites.some(({ id }) => id === last)) site.value = last;
  keyForm.hidden = true;
  choice.hidden = false;
  if (sites.length === 0)
    return say('There is no site yet: npx --no-install footfall site add shop --origin https://shop.example');
  await show();
}

async function show() {
  const chosen = sites.find(({ id }) => id === site.value);
  if (!chosen) return;
  sessionStorage.setItem('site', chosen.id);
  refresh.disabled = true;
  try {
    const period = lastDays(chosen.timezone, DAYS, Date.now());
    const question = { site: chosen.id, ...period, interval: 'day', compare: 'previous', kpis: KPIS };
    const answer = await ask('/v1/query', question);
    say('');
    byId('cards').replaceChildren(...KPIS.map((id) => card(answer.kpis[id])));
    byId('period').textContent =
      `${period.from} to ${period.to}, ${chosen.timezone}. Asked at ${new Date().toLocaleTimeString()}.`;
    byId('period').hidden = false;
    const empty = !numberOf(answer.kpis.visits?.value) && !numberOf(answer.kpis.orders?.value);
    byId('start').hidden = !empty;
    // Only a collector that was asked to has the demo shop.
    if (empty) byId('shop').hidden = !(await fetch('/shop/', { method: 'HEAD' })).ok;
    byId('tag').textContent =
      `<script async src="${location.origin}/footfall.js" data-site="${chosen.id}"></script>`;
  } finally {
    refresh.disabled = false;
  }
}

/** @type {(answer: any) => HTMLElement} */
function card(answer) {
  const definition = definitions.get(answer.kpi);
  const change = formatChange(answer.compare, definition?.direction ?? null);
  const box = element('section', 'card');
  const title = element('h2', '', definition?.title ?? answer.kpi);
  title.title = definition?.sentence ?? '';
  const value = element('div', 'value', formatValue(answer.value, answer.unit));
  value.id = answer.kpi;
  box.append(
    title,
    value,
    element('div', 'parts', answer.missing?.message ?? formatParts(answer)),
    element('div', `change ${change.verdict}`, change.text),
  );
  if (answer.series?.length) box.append(chart(answer, definition?.title ?? answer.kpi), ends(answer.series));
  return box;
}

/** @type {(answer: any, title: string) => SVGElement} */
function chart({ series, unit }, title) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'series');
  svg.setAttribute('viewBox', '0 0 300 60');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `${title} by day`);
  for (const bar of barsOf(series.map((/** @type {any} */ point) => numberOf(point.value)))) {
    const point = series[bar.index];
    const rect = document.createElementNS(SVG, 'rect');
    const tip = document.createElementNS(SVG, 'title');
    tip.textContent = `${point.start}: ${formatValue(point.value, unit)}`;
    const place = { x: bar.x * 300, y: bar.y * 60, width: bar.width * 300, height: bar.height * 60 };
    for (const [name, value] of Object.entries(place)) rect.setAttribute(name, value.toFixed(2));
    rect.append(tip);
    svg.append(rect);
  }
  return svg;
}

/** @type {(series: any[]) => HTMLElement} */
function ends(series) {
  const box = element('div', 'ends');
  box.append(element('span', '', series[0].start), element('span', '', series.at(-1).start));
  return box;
}

/** @type {(name: string, className: string, text?: string) => HTMLElement} */
function element(name, className, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function say(/** @type {string} */ text) {
  byId('message').textContent = text;
  byId('message').hidden = text === '';
}

/** @type {(work: () => Promise<unknown>) => Promise<void>} */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) forget();
    say(error instanceof Refused ? error.message : 'The collector cannot be reached. Is it running?');
  }
}

function forget() {
  sessionStorage.clear();
  byId('cards').replaceChildren();
  for (const id of ['choice', 'start', 'period', 'message']) byId(id).hidden = true;
  keyForm.hidden = false;
  keyInput.focus();
}

keyForm.addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('key', keyInput.value.trim());
  keyInput.value = '';
  attempt(signIn);
});
choice.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(show);
});
site.addEventListener('change', () => attempt(show));
byId('forget').addEventListener('click', forget);

function takeKeyOfAddress() {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) return false;
  sessionStorage.setItem('key', key);
  // The key must not stay where it can be seen, or be copied along with the address.
  history.replaceState(null, '', location.pathname);
  return true;
}

function begin() {
  takeKeyOfAddress();
  if (sessionStorage.getItem('key') === null) forget();
  else attempt(signIn);
}
// A link with another key, opened where the page is open already, only changes the fragment.
addEventListener('hashchange', () => takeKeyOfAddress() && attempt(signIn));
begin();
