import type { Api } from './route.js';

/** `/openapi.json`: the document of all routes, made from the schemas that validate their requests. */
export function openApi(app: Api, { version }: { version: string }): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key with the role writer, guest, reader or admin, such as `footfall key add` makes. A reader may do what a guest may, an admin everything.',
  });

  let document: string | undefined;
  app.get('/openapi.json', (c) => {
    // Made when first asked for, and once: the routes do not change while the collector runs.
    document ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Footfall collector',
          version,
          description: 'Events of online shops in, KPIs out.',
          license: { name: 'MIT' },
        },
        servers: [{ url: '/' }],
      }),
    );
    return c.body(document, 200, {
      'content-type': 'application/json',
      // Nothing in it is a secret, and documentation viewers run on pages of their own.
      'access-control-allow-origin': '*',
    });
  });
}
