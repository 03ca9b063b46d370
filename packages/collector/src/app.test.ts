import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createTestApp } from './app.fixture.js';

describe('what no route takes', () => {
  it.each([
    ['GET', '/v1/kpi', 404, 'did you mean /v1/kpis?'],
    ['GET', '/v1/events', 404, 'it takes POST, OPTIONS'],
    ['DELETE', '/v1/kpis', 404, 'it takes GET'],
    ['GET', '/nowhere/at/all/in/this/collector', 404, undefined],
    ['GET', '/../../etc/passwd', 404, undefined],
  ])('%s %s is answered in the one form of errors', async (method, path, status, hint) => {
    const { ask } = await createTestApp();
    const response = await ask(method, path);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { code: string; hint?: string } };
    expect(error.code).toBe('not_found');
    expect(error.hint).toBe(hint);
  });

  it('says nothing of what broke, but to the log', async () => {
    const test = await createTestApp({
      kpi: {
        listKpis: () => {
          throw new Error('secret detail');
        },
        answerKpi: () => Promise.reject(new Error('not asked for')),
        answerKpis: () => Promise.reject(new Error('not asked for')),
        makeGoal: () => Promise.reject(new Error('not asked for')),
        changeGoal: () => Promise.reject(new Error('not asked for')),
        answerGoal: () => Promise.reject(new Error('not asked for')),
        askFunnel: () => Promise.reject(new Error('not asked for')),
        explainKpi: () => Promise.reject(new Error('not asked for')),
      },
    });
    const response = await test.asHolder(await test.key('reader'), 'GET', '/v1/kpis?format=json');
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'internal_error' } });
    expect(body).not.toContain('secret');
    expect(test.logged.join()).toContain('secret detail');
  });
});

describe('/healthz and /readyz', () => {
  it('tells a process that answers from one that can read its data', async () => {
    const { ask, store } = await createTestApp();
    expect(await (await ask('GET', '/healthz')).json()).toEqual({ status: 'ok' });
    expect((await ask('GET', '/readyz')).status).toBe(200);
    store.fail = new Error('gone');
    expect((await ask('GET', '/healthz')).status).toBe(200);
    const notReady = await ask('GET', '/readyz');
    expect(notReady.status).toBe(503);
    expect(notReady.headers.get('retry-after')).toBe('1');
  });
});

describe('/openapi.json', () => {
  async function document() {
    const { ask } = await createTestApp();
    return (await (await ask('GET', '/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown>; security?: unknown[] }>>;
      components: { schemas: Record<string, object> };
    };
  }

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(await document());
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every route that is not a file', async () => {
    const { app } = await createTestApp();
    const { paths } = await document();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = app.routes
      .filter(({ path, method }) => /^\/(?:v1|healthz|readyz|metrics)/.test(path) && method !== 'OPTIONS')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual([...new Set(routes)].sort());
  });

  it('spells events out, and the answers that errors give', async () => {
    const { paths, components } = await document();
    expect(Object.keys(paths['/v1/events']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '202', '204', '400', '403', '404', '413', '429', '503']),
    );
    expect(JSON.stringify(components.schemas.BrowserBatch)).toContain('transaction_id');
    expect(paths['/v1/kpis/{id}']?.get?.security).toEqual([{ key: [] }]);
  });
});
