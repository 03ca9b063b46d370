import { ApiError } from '../http/error.js';
import { quoted } from '../http/key-check.js';
import { type Assets, serveAsset } from './asset.js';
import type { Api } from './route.js';

// Shops load the script from their own origin, with or without `crossorigin`, some of them under COEP.
const FOR_OTHER_ORIGINS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
};

/** `/footfall.js` and the chunks beside it. */
export function scriptApi(app: Api, { script }: { script: Assets }): void {
  app.get('/:file{[A-Za-z0-9._-]+\\.js}', (c) => {
    const file = c.req.param('file');
    const asset = script.get(file);
    if (asset === undefined)
      throw new ApiError(404, 'not_found', `there is no file ${quoted(file)}`, {
        hint: script.size === 0 ? 'the script is not built yet: npm run build' : undefined,
      });
    return serveAsset(c, asset, FOR_OTHER_ORIGINS);
  });
}
