import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import WebDriver, { type Client } from 'webdriver';
import type { Engine, Person, Tab } from '../engine.js';
import { ACTION_MS, ANSWER_MS } from './patience.js';
import { findProgram, missingProgram } from './program.js';
import { startWebKitDriver, type WebKitDriver } from './webkit-driver.js';
import { within } from './within.js';
import { openScreen } from './xvfb.js';

const VARIABLE = 'FOOTFALL_WEBKIT_DRIVER';
const path = findProgram(VARIABLE, [
  '/usr/bin/WebKitWebDriver',
  '/usr/lib/webkit2gtk-4.1/WebKitWebDriver',
  '/usr/lib/webkit2gtk-4.0/WebKitWebDriver',
]);
const hasXvfb = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'Xvfb')));

// Code points that stand for keys: https://www.w3.org/TR/webdriver2/#keyboard-actions
const KEYS: Readonly<Record<string, string>> = { Enter: '\uE007', Control: '\uE009' };

// One client has one current window: commands for several tabs go one after another.
const inTurn = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const answer = last.then(work, work);
    last = answer.catch(() => {});
    return answer;
  };
};

const elementOf = async (client: Client, selector: string): Promise<string> =>
  Object.values(await client.findElement('css selector', selector))[0] as string;

const clickWith = async (
  client: Client,
  selector: string,
  button: 'left' | 'middle',
  modifier: string | undefined,
): Promise<void> => {
  const rect = await client.executeScript(
    `const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
     return [Math.floor(left + width / 2), Math.floor(top + height / 2)]`,
    [selector],
  );
  const [x, y] = rect as [number, number];
  const which = button === 'left' ? 0 : 1;
  const key = modifier && KEYS[modifier];
  if (key)
    await client.performActions([{ type: 'key', id: 'key', actions: [{ type: 'keyDown', value: key }] }]);
  await client.performActions([
    {
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', duration: 0, x, y },
        { type: 'pointerDown', button: which },
        { type: 'pointerUp', button: which },
      ],
    },
  ]);
  await client.releaseActions();
};

const tabOf = async (
  client: Client,
  turn: <T>(work: () => Promise<T>) => Promise<T>,
  current: { handle: string },
  first: string,
): Promise<Tab> => {
  // A window, not a tab: what is behind another tab is throttled.
  const { handle } = (await turn(() => client.createWindow('window'))) as { handle: string };
  const here = <T>(work: () => Promise<T>): Promise<T> =>
    turn(async () => {
      if (current.handle !== handle) await client.switchToWindow(handle);
      current.handle = handle;
      return within<T>(ACTION_MS, work());
    });
  return {
    goto: (url) => here(async () => void (await client.navigateTo(url))),
    async evaluate<T>(expression: string) {
      // As text, for the driver would take what a page has added to its prototypes for a part of the answer.
      const script = `const done = arguments[arguments.length - 1];
        const say = (answer) => done(JSON.stringify(answer));
        (async () => (${expression}))().then((value) => say({ value }), (error) => say({ error: String(error) }))`;
      const text = await here(() => within<string>(ANSWER_MS, client.executeAsyncScript(script, [])));
      const { value, error } = JSON.parse(text) as { value: T; error?: string };
      if (error) throw new Error(error);
      return value;
    },
    click: (selector, { button = 'left', modifier } = {}) =>
      here(async () => {
        if (button === 'left' && !modifier) await client.elementClick(await elementOf(client, selector));
        else await clickWith(client, selector, button, modifier);
      }),
    press: (selector, key) =>
      here(async () => client.elementSendKeys(await elementOf(client, selector), KEYS[key] ?? key)),
    reload: () => here(() => client.refresh()),
    back: () => here(() => client.back()),
    close: () =>
      here(async () => {
        await client.closeWindow();
        // Without a current window no other one can be opened; the first one stays open to the end.
        await client.switchToWindow(first);
        current.handle = first;
      }),
  };
};

/** WebKit by WebDriver. A person is a browser of their own, for a driver has one session. */
export const webkitEngine: Engine = {
  name: 'WebKit',
  ...(path && hasXvfb ? {} : { missing: missingProgram(VARIABLE, 'webkit2gtk-driver, xvfb and xauth') }),
  cannot: {
    'a tab that was discarded says what it had stored when it is opened again, in the same visit':
      'the driver cannot take a page’s process away',
  },
  async launch() {
    const screen = await openScreen();
    const free: WebKitDriver[] = [];
    const all: WebKitDriver[] = [];
    const driver = async (): Promise<WebKitDriver> => {
      const idle = free.pop();
      if (idle) return idle;
      const started = await startWebKitDriver(path!, screen.display);
      all.push(started);
      return started;
    };
    return {
      async person(): Promise<Person> {
        const used = await driver();
        const client = await WebDriver.newSession({
          hostname: '127.0.0.1',
          port: used.port,
          logLevel: 'silent',
          connectionRetryCount: 0,
          capabilities: { alwaysMatch: {}, firstMatch: [{}] },
        });
        const turn = inTurn();
        const first = await client.getWindowHandle();
        const current = { handle: first };
        return {
          errors: [],
          tab: () => tabOf(client, turn, current, first),
          async close() {
            await turn(() => client.deleteSession());
            free.push(used);
          },
        };
      },
      async close() {
        await Promise.all(all.map((started) => started.close()));
        await screen.close();
      },
    };
  },
};
