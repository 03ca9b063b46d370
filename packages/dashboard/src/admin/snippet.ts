/** The script tag that a shop puts into its pages. */
export function snippetOf(site: string): string {
  return `<script async src="${location.origin}/footfall.js" data-site="${site}"></script>`;
}
