/** What a shop puts into its pages: the script tag, and what keeps calls until it has begun, which is after the first paint. */
export function snippetOf(site: string): string {
  return `<script>window.footfall=window.footfall||function(){(footfall.q=footfall.q||[]).push(arguments)}</script>
<script async src="${location.origin}/footfall.js" data-site="${site}"></script>`;
}
