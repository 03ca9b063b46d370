import { expect } from 'vitest';
import type { Scenario } from './scenario.js';

export const chunks: Scenario[] = [
  {
    name: 'web vitals are told with their ratings where their file is loaded',
    async run(shop) {
      shop.page('*', { chunks: { vitals: true }, html: '<h1>Boots</h1>' });
      const tab = await shop.open('/a');
      await shop.arrived('web_vital', () => tab.run('test.flush()'));
      const [vital] = shop.named('web_vital');
      expect(vital!.data.metric).toMatch(/^(LCP|INP|CLS|FCP|TTFB)$/);
      expect(vital!.data.value).toEqual(expect.any(Number));
      expect(vital!.data).toMatchObject({ rating: expect.stringMatching(/good|needs|poor/), page: '/a' });
    },
  },
];
