import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { newPerson, type PersonOptions } from '../harness/browser.js';
import type { Collector } from '../harness/collector.js';

/** Somebody who looks at the dashboard, and what went wrong before their eyes. */
export interface Owner {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses that were asked for. */
  readonly asked: string[];
  /** Closes the browser; fails where a script failed, a policy was broken or another host was asked. */
  leave(): Promise<void>;
}

/** A person in front of a dashboard, not signed in yet. */
export async function newOwner(
  browser: Browser,
  collector: Collector,
  options: PersonOptions = { locale: 'en-US' },
): Promise<Owner> {
  const context = await newPerson(browser, options);
  const page = await context.newPage();
  const asked: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted/i.test(message.text())) problems.push(message.text());
  });
  return {
    context,
    page,
    asked,
    async leave() {
      await context.close();
      expect(problems).toEqual([]);
      const foreign = asked.filter((url) => !url.startsWith(collector.url) && !url.startsWith('blob:'));
      expect(foreign).toEqual([]);
    },
  };
}

/** Opens a page of the dashboard with a key. */
export function open(page: Page, collector: Collector, path = '/', key = collector.adminKey) {
  return page.goto(`${collector.url}${path}#key=${key}`);
}

/** The exact values of the KPI cards on the page: minor units of money, `null` where a card has none. */
export async function cardsOf(page: Page): Promise<Record<string, number | null>> {
  await page.locator('article[data-kpi]').first().waitFor();
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null);
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('article[data-kpi]')].map((card) => {
        const value = card.querySelector('data')?.value;
        return [card.dataset.kpi as string, value === undefined ? null : Number(value)];
      }),
    ),
  );
}

/** What axe finds that keeps people out; by some of its rules, where these are named. */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (runOnly) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        ...(runOnly && { runOnly: [...runOnly] }),
      }),
    rules,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
