/**
 * The CORS headers of every answer about events, errors too: without them the script in the page could not read
 * why an event was refused, or when to try again. Without `access-control-allow-credentials` no cookie takes part, so
 * echoing any origin gives nothing away; the visitor's cookie is for the own host, where none of this is asked for.
 */
export function corsHeaders(origin: string | null): Record<string, string> {
  return {
    'access-control-allow-origin': origin ?? '*',
    'access-control-expose-headers': 'retry-after, x-footfall-refused',
    vary: 'Origin',
  };
}

/** The answer to a preflight; one is only asked for by callers who send another content type than text. */
export function preflight(origin: string | null): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(origin),
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    },
  });
}
